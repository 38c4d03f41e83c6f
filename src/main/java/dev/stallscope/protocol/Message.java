package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * One message of a protocol, complete or as far as it was seen.
 *
 * @param isComplete whether its end was seen
 * @param confidence 1 for what was read, less for what was inferred (encrypted turns)
 */
public record Message(
    AppProtocol protocol,
    MessageRole role,
    Direction direction,
    MessageSpan span,
    Correlation correlation,
    boolean isComplete,
    double confidence,
    MessageContent content) {}
