package dev.stallscope.diagnosis;

import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.Ascending;
import java.util.List;

/**
 * Charges nobody for the time by which the capture's clock was set, or in which the capture stood
 * still (STALLS Q1, Q2), and withholds what was a trouble by nothing else.
 */
record StepGate(Measurements measurements, CapturePauses pauses) {
  static final String WITHHELD =
      "The capture's clock stepped, or the capture paused, in the time that was to be judged.";

  private static final String REMARK =
      "The capture's clock stepped, or the capture paused, meanwhile: times given here include"
          + " that, and nobody is charged for it.";

  static StepGate of(Measurements measurements) {
    return new StepGate(measurements, CapturePauses.of(measurements.capture()));
  }

  /** The outcome of a rule, without the time that is the capture's. */
  RuleOutcome pass(RuleOutcome outcome) {
    if (!(outcome instanceof RuleOutcome.Found(List<Finding> findings))
        || findings.stream().noneMatch(this::isDoubtful)) {
      return outcome;
    }
    List<Finding> judged =
        findings.stream()
            .map(finding -> isDoubtful(finding) ? withoutSteps(finding) : finding)
            .filter(StepGate::isTrouble)
            .toList();
    return judged.isEmpty()
        ? new RuleOutcome.NotApplicable(WITHHELD)
        : new RuleOutcome.Found(judged);
  }

  private boolean isDoubtful(Finding finding) {
    return finding.cost().claims().stream().anyMatch(claim -> pausedNanos(claim) > 0);
  }

  private long pausedNanos(TimeClaim claim) {
    long paused = pauses.pausedNanos(claim.span());
    return pauses.ranBack() ? Math.max(paused, ownedByCapture(claim)) : paused;
  }

  /**
   * What the time line that a claim is part of gives to the capture. A clock that ran back went
   * through a time twice only for those who were talking when it did.
   */
  private long ownedByCapture(TimeClaim claim) {
    List<CauseInterval> line = line(claim);
    long nanos = 0;
    for (int i = Ascending.firstAbove(line, CauseInterval::endNanos, claim.span().startNanos());
        i < line.size() && line.get(i).startNanos() < claim.span().endNanos();
        i++) {
      CauseInterval interval = line.get(i);
      if (interval.cause() == StallCause.CAPTURE_CLOCK_STEP) {
        nanos +=
            Math.min(claim.span().endNanos(), interval.endNanos())
                - Math.max(claim.span().startNanos(), interval.startNanos());
      }
    }
    return nanos;
  }

  private List<CauseInterval> line(TimeClaim claim) {
    if (claim.exchange() >= 0) {
      return measurements.accounts().get(claim.exchange()).intervals();
    }
    return measurements.isTcp(claim.connection())
        ? measurements.facts().get(claim.connection()).timeline()
        : List.of();
  }

  private Finding withoutSteps(Finding finding) {
    Cost known =
        finding
            .cost()
            .charged(
                finding.cost().claims().stream()
                    .map(claim -> claim.charged(knownNanos(claim)))
                    .filter(claim -> claim.lostNanos() > 0)
                    .toList());
    long rest = finding.span().durationNanos() - pauses.pausedNanos(finding.span());
    return finding.charged(known, known.bounded(Severity.of(known.lostNanos(), rest)), REMARK);
  }

  /** What cannot be avoided of the span is not the step. */
  private long knownNanos(TimeClaim claim) {
    return Math.max(0, claim.lostNanos() - pausedNanos(claim));
  }

  private static boolean isTrouble(Finding finding) {
    return finding.cost().atLeast() != Severity.INFO || !finding.cost().claims().isEmpty();
  }
}
