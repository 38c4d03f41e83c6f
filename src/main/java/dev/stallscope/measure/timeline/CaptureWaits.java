package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** G0: the capture itself paused, lost packets, or saw one side only. */
final class CaptureWaits implements Judge {
  /** No host waits a day for the next packet; a clock that was set does. */
  private static final long IMPOSSIBLE_NANOS = 86_400 * Nanos.PER_SECOND;

  /** A step back so large a part of a wait leaves its length unknown. */
  private static final int STEP_PART = 5;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.scene().pauses().isPaused(gap.startNanos()) || spansStepBack(gap)) {
      return Optional.of(
          Verdict.blameless(gap, StallCause.CAPTURE_CLOCK_STEP, CapturePauses.CONFIDENCE));
    }
    if (gap.durationNanos() >= IMPOSSIBLE_NANOS && gap.token() != Token.CLIENT) {
      return Optional.of(Verdict.blameless(gap, StallCause.CAPTURE_CLOCK_STEP, 0.6));
    }
    if (gap.scene().has(CaptureQuality.ONE_SIDED)) {
      return Optional.of(oneSided(gap));
    }
    return hidesPackets(gap)
        ? Optional.of(Verdict.blameless(gap, StallCause.CAPTURE_DROPPED_PACKETS, 0.8))
        : Optional.empty();
  }

  private static boolean spansStepBack(Gap gap) {
    long back =
        gap.scene()
            .pauses()
            .backNanos(gap.trace().packet(gap.from()), gap.trace().packet(gap.to()));
    return back * STEP_PART > gap.durationNanos();
  }

  /** Without the other side nobody can be blamed for a pause: the capture lacks what filled it. */
  private static Verdict oneSided(Gap gap) {
    return gap.durationNanos() < gap.clocks().stallNanos()
        ? Verdict.blameless(gap, StallCause.TRANSFER, 0.3)
        : Verdict.blameless(
            gap,
            gap.token() == Token.CLIENT || gap.token() == Token.UNKNOWN
                ? StallCause.IDLE
                : StallCause.CAPTURE_DROPPED_PACKETS,
            0.3);
  }

  /** The packet that ended the gap acknowledges data that the capture never saw. */
  private static boolean hidesPackets(Gap gap) {
    return gap.trace().has(gap.to(), SegmentEvent.ACKED_UNSEEN_SEGMENT)
        && gap.durationNanos() >= gap.clocks().stallNanos();
  }
}
