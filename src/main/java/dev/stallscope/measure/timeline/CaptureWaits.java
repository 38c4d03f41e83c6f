package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** G0: the capture itself paused, lost packets, or saw one side only. */
final class CaptureWaits implements Judge {
  /** No host waits a day for the next packet; a clock that was set does. */
  private static final long IMPOSSIBLE_NANOS = 86_400 * Nanos.PER_SECOND;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    for (ClockStep step : gap.scene().clockSteps()) {
      if (step.backNanos() == 0
          && step.span().startNanos() < gap.endNanos()
          && step.span().endNanos() > gap.startNanos()) {
        return Optional.of(Verdict.blameless(gap, StallCause.CAPTURE_CLOCK_STEP, 0.9));
      }
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

  /** Without the other side nobody can be blamed for a pause. */
  private static Verdict oneSided(Gap gap) {
    return gap.durationNanos() < gap.clocks().stallNanos()
        ? Verdict.blameless(gap, StallCause.TRANSFER, 0.3)
        : Verdict.blameless(
            gap,
            gap.token() == Token.CLIENT || gap.token() == Token.UNKNOWN
                ? StallCause.IDLE
                : StallCause.UNDETERMINED,
            0.3);
  }

  /** The packet that ended the gap acknowledges data that the capture never saw. */
  private static boolean hidesPackets(Gap gap) {
    return gap.trace().has(gap.to(), SegmentEvent.ACKED_UNSEEN_SEGMENT)
        && gap.durationNanos() >= gap.clocks().stallNanos();
  }
}
