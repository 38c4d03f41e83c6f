package dev.stallscope.measure.quality;

import dev.stallscope.flow.tcp.TimestampRate;
import dev.stallscope.time.Nanos;
import java.util.Arrays;

/** The last readings of one sender's clock. */
final class RecentTicks {
  /** A path lets through some packet undelayed among so many. */
  static final int ROWS = 64;

  /** Two clocks part by less than a millisecond in that time. */
  static final long LONGEST_NANOS = 10 * Nanos.PER_SECOND;

  private static final long[] RATES = TimestampRate.usual();

  private final long[] ticks = new long[ROWS];
  private final long[] nanos = new long[ROWS];
  private int count;

  void add(long allTicks, long epochNanos) {
    ticks[count % ROWS] = allTicks;
    nanos[count % ROWS] = epochNanos;
    count++;
  }

  /**
   * How far the capture's clock was ahead of the sender's at least, one number for each usual rate;
   * only differences of such numbers mean something.
   */
  long[] leastAhead() {
    long[] least = unknown();
    long latest = count == 0 ? 0 : nanos[(count - 1) % ROWS];
    for (int i = Math.max(0, count - ROWS); i < count; i++) {
      if (latest - nanos[i % ROWS] <= LONGEST_NANOS) {
        lower(least, ticks[i % ROWS], nanos[i % ROWS]);
      }
    }
    return least;
  }

  static long[] unknown() {
    long[] least = new long[RATES.length];
    Arrays.fill(least, Long.MAX_VALUE);
    return least;
  }

  /** Takes one more reading into account. */
  static void lower(long[] least, long allTicks, long epochNanos) {
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], epochNanos - allTicks * (Nanos.PER_SECOND / RATES[i]));
    }
  }

  static int indexOf(long rate) {
    for (int i = 0; i < RATES.length; i++) {
      if (RATES[i] == rate) {
        return i;
      }
    }
    throw new IllegalArgumentException("no usual rate: " + rate);
  }
}
