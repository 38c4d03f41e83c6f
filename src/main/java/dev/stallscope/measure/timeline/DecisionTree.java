package dev.stallscope.measure.timeline;

import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.quality.CapturePauses;
import java.util.List;
import java.util.Optional;

/**
 * The decision tree of STALLS 2.3, from top to bottom: what the capture did before everything, what
 * the receiver's window forbade before loss, loss before delay, because a retransmission timeout
 * also looks like one.
 */
final class DecisionTree {
  private static final List<Judge> JUDGES =
      List.of(
          new CaptureWaits(),
          new EndWaits(),
          new ConnectWaits(),
          new AcceptQueueWaits(),
          new WindowWaits(),
          new LossWaits(),
          new StreamWindowWaits(),
          new SetupWaits(),
          new RestWaits(),
          new ServerWaits(),
          new AckWaits(),
          new MessageWaits());

  private DecisionTree() {}

  /** The verdict on a gap. */
  static Verdict judge(Gap gap) {
    for (Judge judge : JUDGES) {
      Optional<Verdict> verdict = judge.judge(gap);
      if (verdict.isPresent()) {
        return measurable(gap, verdict.get());
      }
    }
    return Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3);
  }

  /** What a clock too coarse for it shows of a wait blames nobody. */
  private static Verdict measurable(Gap gap, Verdict verdict) {
    long nanos = gap.trace().epochNanos(gap.to()) - gap.trace().epochNanos(gap.from());
    return verdict.lostNanos() > 0 && gap.scene().pauses().isTooShort(nanos)
        ? Verdict.blameless(gap, StallCause.CAPTURE_CLOCK_STEP, CapturePauses.CONFIDENCE)
        : verdict;
  }
}
