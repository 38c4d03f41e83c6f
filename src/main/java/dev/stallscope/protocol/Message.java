package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import java.util.List;

/**
 * One message of a protocol, complete or as far as it was seen.
 *
 * @param isComplete whether its end was seen
 * @param confidence 1 for what was read, less for what was inferred (encrypted turns)
 * @param creditWaits when its sender had to wait for its receiver's permission, in order
 */
public record Message(
    AppProtocol protocol,
    MessageRole role,
    Direction direction,
    MessageSpan span,
    Correlation correlation,
    boolean isComplete,
    double confidence,
    MessageContent content,
    List<CreditWait> creditWaits) {
  /** A message that its sender could send whenever it liked. */
  public Message(
      AppProtocol protocol,
      MessageRole role,
      Direction direction,
      MessageSpan span,
      Correlation correlation,
      boolean isComplete,
      double confidence,
      MessageContent content) {
    this(protocol, role, direction, span, correlation, isComplete, confidence, content, List.of());
  }
}
