package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;

/**
 * When the bytes at hand were delivered: a stream's frames behind a hole have to wait until it is
 * filled, although it may be another stream's data that is missing.
 */
public final class Delivery {
  private long arrivedNanos;
  private long nanos;
  private int packet = -1;

  public void arrived(StreamBytes view) {
    arrived(view.epochNanos(), view.packet());
  }

  public void arrived(StreamGap gap) {
    arrived(gap.epochNanos(), gap.packet());
  }

  /** Whether the bytes at hand had to wait for others before them. */
  boolean isLate() {
    return arrivedNanos < nanos;
  }

  /** When the bytes at hand were captured. */
  long arrivedNanos() {
    return arrivedNanos;
  }

  /** What came in an earlier packet than bytes before it had to wait for them. */
  public void arrived(long epochNanos, int index) {
    arrivedNanos = epochNanos;
    if (index >= packet) {
      nanos = epochNanos;
      packet = index;
    }
  }

  public long nanos() {
    return nanos;
  }

  public int packet() {
    return packet;
  }
}
