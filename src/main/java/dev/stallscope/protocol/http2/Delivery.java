package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;

/**
 * When the bytes at hand were delivered: a stream's frames behind a hole have to wait until it is
 * filled, although it may be another stream's data that is missing.
 */
final class Delivery {
  private long nanos;
  private int packet = -1;

  void arrived(StreamBytes view) {
    arrived(view.epochNanos(), view.packet());
  }

  void arrived(StreamGap gap) {
    arrived(gap.epochNanos(), gap.packet());
  }

  /** What came in an earlier packet than bytes before it had to wait for them. */
  private void arrived(long epochNanos, int index) {
    if (index >= packet) {
      nanos = epochNanos;
      packet = index;
    }
  }

  long nanos() {
    return nanos;
  }

  int packet() {
    return packet;
  }
}
