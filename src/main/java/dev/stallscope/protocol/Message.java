package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import java.util.List;

/**
 * One message of a protocol, complete or as far as it was seen.
 *
 * @param isComplete whether its end was seen
 * @param confidence 1 for what was read, less for what was inferred (encrypted turns)
 * @param stream what held it up among others on its connection
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
    StreamFacts stream) {
  /** A message that has its connection for itself. */
  public Message(
      AppProtocol protocol,
      MessageRole role,
      Direction direction,
      MessageSpan span,
      Correlation correlation,
      boolean isComplete,
      double confidence,
      MessageContent content) {
    this(
        protocol,
        role,
        direction,
        span,
        correlation,
        isComplete,
        confidence,
        content,
        StreamFacts.NONE);
  }

  /**
   * What tells its bytes from those of others on the connection: the key of its stream, or where it
   * begins among messages that follow each other.
   */
  public long streamKey() {
    return correlation instanceof Correlation.ByKey(Long stream)
        ? stream
        : streamKey(span.startOffset());
  }

  /** The {@link #streamKey} of a message that follows others, by its first byte's position. */
  public static long streamKey(long startOffset) {
    return -1 - startOffset;
  }

  /** When its sender had to wait for its receiver's permission, in order. */
  public List<CreditWait> creditWaits() {
    return stream.creditWaits();
  }
}
