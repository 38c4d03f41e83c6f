package dev.stallscope.protocol;

/**
 * When the bytes at hand were delivered: a stream's frames behind a hole have to wait until it is
 * filled, although it may be another stream's data that is missing.
 */
public final class Delivery {
  private long arrivedNanos;
  private int arrivedPacket = -1;
  private long nanos;
  private int packet = -1;
  private boolean isSeen;

  public void arrived(StreamBytes view) {
    isSeen = true;
    arrived(view.epochNanos(), view.packet());
  }

  public void arrived(StreamGap gap) {
    isSeen = gap.reason() != StreamGap.Reason.NOT_CAPTURED;
    arrived(gap.epochNanos(), gap.packet());
  }

  /** Whether the bytes at hand were on the wire at their time, if only their number is known. */
  public boolean isSeen() {
    return isSeen;
  }

  /** Whether the bytes at hand had to wait for others before them. */
  public boolean isLate() {
    return arrivedNanos < nanos;
  }

  /** When the bytes at hand were captured. */
  public long arrivedNanos() {
    return arrivedNanos;
  }

  /** Index of the packet that brought the bytes at hand. */
  public int arrivedPacket() {
    return arrivedPacket;
  }

  /** What came in an earlier packet than bytes before it had to wait for them. */
  public void arrived(long epochNanos, int index) {
    arrivedNanos = epochNanos;
    arrivedPacket = index;
    if (index >= packet) {
      nanos = epochNanos;
      packet = index;
    }
  }

  /** When they could be used. */
  public long nanos() {
    return nanos;
  }

  /** Index of the packet since which they can be used. */
  public int packet() {
    return packet;
  }
}
