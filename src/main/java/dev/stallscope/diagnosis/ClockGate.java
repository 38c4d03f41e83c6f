package dev.stallscope.diagnosis;

import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.time.DurationText;
import java.util.List;

/**
 * Withholds verdicts that the capture's clock is too coarse for: those on waits that last only a
 * few of its ticks. What happened stays, where that is a trouble whatever time it took.
 *
 * @param tickNanos 0 where the clock is fine
 * @param leastNanos the shortest wait whose length it can tell
 */
record ClockGate(long tickNanos, long leastNanos) {
  static ClockGate of(CaptureFacts capture) {
    return new ClockGate(capture.clockTickNanos(), capture.leastMeasurableNanos());
  }

  /** The outcome of a rule, without the findings that cannot be judged. */
  RuleOutcome pass(Rule rule, RuleOutcome outcome) {
    if (tickNanos == 0) {
      return outcome;
    }
    boolean comparesRoundTrips = rule instanceof RoundTripRule;
    return switch (outcome) {
      case RuleOutcome.Found found -> comparesRoundTrips ? withheld() : pass(found);
      case RuleOutcome.Clear clear -> comparesRoundTrips ? withheld() : clear;
      case RuleOutcome.NotApplicable not -> not;
      case RuleOutcome.Failed failed -> failed;
    };
  }

  private RuleOutcome pass(RuleOutcome.Found found) {
    List<Finding> judged =
        found.findings().stream().filter(this::isJudged).map(this::withoutDoubtfulTime).toList();
    return judged.isEmpty() ? withheld() : new RuleOutcome.Found(judged);
  }

  private RuleOutcome withheld() {
    return new RuleOutcome.NotApplicable(
        "The clock of the capture ticks once in %s, and waits shorter than %s have no known length."
            .formatted(DurationText.of(tickNanos), DurationText.of(leastNanos)));
  }

  private boolean isJudged(Finding finding) {
    List<TimeClaim> claims = finding.cost().claims();
    return claims.isEmpty()
        || finding.cost().atLeast() != Severity.INFO
        || claims.stream().anyMatch(this::isKnown);
  }

  private Finding withoutDoubtfulTime(Finding finding) {
    Cost known =
        finding.cost().charged(finding.cost().claims().stream().filter(this::isKnown).toList());
    return finding.charged(
        known, known.bounded(Severity.of(known.lostNanos(), finding.span().durationNanos())));
  }

  private boolean isKnown(TimeClaim claim) {
    return claim.span().durationNanos() >= leastNanos;
  }
}
