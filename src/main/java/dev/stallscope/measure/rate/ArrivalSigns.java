package dev.stallscope.measure.rate;

import java.util.Arrays;

/** What tells a policer from a queue where packets arrive, and only holes are seen of the rest. */
final class ArrivalSigns {
  /** Repairs cross the queue that dropped the packet before: then they take longer than this. */
  private static final double INFLATION = 1.3;

  private static final long REACTION_NANOS = 5_000_000;
  private static final int WINDOW_PACKETS = 8;
  private static final double BURST_FACTOR = 3;
  private static final double BURST_SHARE = 0.2;

  private ArrivalSigns() {}

  /**
   * Whether even the quickest repair of what was missed within a round trip took notably longer
   * than the path, half of the times or more. Where much is lost at once the others take several
   * round trips, queue or not.
   *
   * @param losses indexes of the missed packets
   */
  static boolean isQueued(WirePackets packets, int[] losses, long roundTripNanos) {
    long[] quickest = new long[losses.length];
    int times = 0;
    long untilNanos = Long.MIN_VALUE;
    for (int loss : losses) {
      if (packets.nanos(loss) > untilNanos) {
        untilNanos = packets.nanos(loss) + roundTripNanos;
        quickest[times++] = Long.MAX_VALUE;
      }
      quickest[times - 1] = Math.min(quickest[times - 1], packets.ackDelay(loss));
    }
    Arrays.sort(quickest, 0, times);
    return quickest[times / 2] > INFLATION * roundTripNanos + REACTION_NANOS;
  }

  /**
   * Whether packets came much faster than the rate before the first loss, as they come through a
   * bucket that is full, and through no queue.
   *
   * @param bytesPerNano the rate from then on
   */
  static boolean isBurst(WirePackets packets, int from, int firstLoss, double bytesPerNano) {
    int windows = firstLoss - from - WINDOW_PACKETS;
    int fast = 0;
    long bytes = 0;
    for (int i = from; i < firstLoss; i++) {
      bytes += packets.bytes(i);
      int begin = i - WINDOW_PACKETS;
      if (begin >= from) {
        bytes -= packets.bytes(begin);
        double nanos = packets.nanos(i) - packets.nanos(begin);
        fast += nanos * BURST_FACTOR * bytesPerNano < bytes ? 1 : 0;
      }
    }
    return windows > 0 && fast >= BURST_SHARE * windows;
  }
}
