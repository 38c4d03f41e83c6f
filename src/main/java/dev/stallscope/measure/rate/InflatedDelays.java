package dev.stallscope.measure.rate;

import dev.stallscope.time.Nanos;
import java.util.Arrays;

/** Whether round trips grew before losses: then a queue overflowed, and nobody polices. */
final class InflatedDelays {
  private static final long LEAST_NANOS = Nanos.ofMillis(20);
  private static final double INFLATION = 1.3;
  private static final double LOW_SHARE = 0.1;
  private static final double TOLERATED_SHARE = 0.2;

  private InflatedDelays() {}

  /**
   * Judges the packets {@code [from, to)}.
   *
   * @param losses indexes of the lost ones, ascending
   */
  static boolean before(WirePackets packets, int from, int to, int[] losses) {
    long[] clean = new long[to - from];
    int[] countBefore = new int[losses.length];
    int count = 0;
    int loss = 0;
    long repairedUntil = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      if (loss < losses.length && losses[loss] == i) {
        countBefore[loss++] = count;
      }
      if (packets.isRepeat(i)) {
        repairedUntil =
            Math.max(repairedUntil, packets.nanos(i) + Math.max(0, packets.ackDelay(i)));
      } else if (!packets.isLost(i)
          && packets.ackDelay(i) >= 0
          && packets.nanos(i) >= repairedUntil) {
        clean[count++] = packets.ackDelay(i);
      }
    }
    return isInflated(clean, count, countBefore);
  }

  private static boolean isInflated(long[] clean, int count, int[] countBefore) {
    if (count == 0) {
      return false;
    }
    long[] sorted = Arrays.copyOf(clean, count);
    Arrays.sort(sorted);
    long median = sorted[count / 2];
    double low = sorted[(int) (count * LOW_SHARE)];
    int inflated = 0;
    for (int seen : countBefore) {
      // The last but one: the last may have been sent after the loss.
      long delay = seen >= 2 ? clean[seen - 2] : 0;
      if (delay >= LEAST_NANOS && delay >= median && delay > INFLATION * low) {
        inflated++;
      }
    }
    return inflated > TOLERATED_SHARE * countBefore.length;
  }
}
