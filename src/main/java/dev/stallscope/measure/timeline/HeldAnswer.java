package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;

/** An answer that had left its server and was held on the way, near the client. */
final class HeldAnswer {
  /** Less is the jitter of hosts and of their clocks. */
  private static final long LEAST_HELD_NANOS = Nanos.ofMillis(5);

  /** And that of long ones may be such a part of their round trip. */
  private static final int JITTER_SHARE = 4;

  private HeldAnswer() {}

  /**
   * When the answer would have come had it been as quick as the quickest packet of its server. It
   * left no later; from then on the path held it.
   *
   * @param deliveredNanos when the request passed on its way to being delivered
   */
  static long leftNanos(Gap gap, long deliveredNanos) {
    boolean isFar = gap.scene().path().serverNanos() > gap.scene().path().clientNanos();
    int answer = gap.scene().nextData(Direction.SERVER_TO_CLIENT, gap.to() - 1);
    if (!isFar || answer < 0 || gap.scene().has(CaptureQuality.CLOCK_BACK)) {
      return gap.endNanos();
    }
    long late = SenderTimestamps.lateNanos(gap.until(answer));
    long left = gap.trace().epochNanos(answer) - late;
    // Before its request it cannot have left: then the capture's clock was set in between.
    return late < LEAST_HELD_NANOS || left < deliveredNanos
        ? gap.endNanos()
        : Math.min(gap.endNanos(), left);
  }

  /** Behind other answers to the same client it takes its turn; else something stood still. */
  static Verdict verdict(Gap gap) {
    long jitter = Math.max(Scene.JITTER_NANOS, gap.clocks().minNanos() / JITTER_SHARE);
    if (gap.durationNanos() < jitter) {
      return Verdict.blameless(gap, StallCause.NETWORK_ROUND_TRIP, 0.8);
    }
    return gap.scene().isSharedWithOthers(gap.startNanos(), gap.endNanos())
        ? Verdict.blameless(gap, StallCause.TRANSFER, 0.7)
        : Verdict.lost(
            gap,
            gap.scene().limits().delayCause(Direction.SERVER_TO_CLIENT, gap.durationNanos()),
            0.8);
  }
}
