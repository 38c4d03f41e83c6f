package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.StreamEnd;
import org.jspecify.annotations.Nullable;

/** How the two directions of a stream end. */
final class StreamClose {
  private @Nullable First first;
  private int endings;

  /** Who ended the stream first. */
  record First(Direction by, long epochNanos, int packet) {}

  void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    endings++;
    if (end != StreamEnd.CAPTURE_END && first == null) {
      first = new First(direction, epochNanos, packet);
    }
  }

  /** Whether both directions have ended. */
  boolean isOver() {
    return endings == Direction.values().length;
  }

  /** Who was first, null where only the capture ended. */
  @Nullable First first() {
    return first;
  }
}
