package dev.stallscope.measure.timeline;

/** The mean distance of the latest packets within one party's turn. */
final class Spacing {
  private static final int PACKETS = 16;
  private static final int ENOUGH = 6;

  private final long[] nanos = new long[PACKETS];
  private Token token = Token.UNKNOWN;
  private int count;
  private long sum;

  void add(long distanceNanos, TokenTrack.Stretch stretch) {
    if (stretch.token() != token) {
      token = stretch.token();
      count = 0;
      sum = 0;
    }
    int slot = count++ % PACKETS;
    sum += distanceNanos - (count > PACKETS ? nanos[slot] : 0);
    nanos[slot] = distanceNanos;
  }

  /** The mean, or -1 while there are too few to speak of one. */
  long meanNanos() {
    return count < ENOUGH ? -1 : sum / Math.min(count, PACKETS);
  }
}
