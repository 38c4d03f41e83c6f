package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * Reads both directions of one stream and hands messages to the sink of its {@link DecoderContext}.
 * What the wire holds never makes it throw; it reports an anomaly and goes on, looks for the next
 * message, or ignores the rest of the stream. The same bytes give the same messages however they
 * are cut.
 */
public interface StreamDecoder {
  void bytes(Direction direction, StreamBytes bytes);

  void gap(Direction direction, StreamGap gap);

  /**
   * How many of the direction's next bytes need not be read: their number and time are enough. So
   * many at most may come as a gap of the reason {@link StreamGap.Reason#UNWANTED}, which costs
   * nothing where they are encrypted; they may come as bytes all the same, with the same result.
   */
  default long unwanted(Direction direction) {
    return 0;
  }

  /**
   * The direction ends. Called once for each direction; messages that are still open are handed
   * over.
   */
  void end(Direction direction, StreamEnd end, long epochNanos, int packet);
}
