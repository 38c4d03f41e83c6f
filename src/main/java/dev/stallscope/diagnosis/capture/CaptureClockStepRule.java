package dev.stallscope.diagnosis.capture;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.Layer;
import dev.stallscope.time.Nanos;
import java.util.Comparator;
import java.util.List;

/** Q1, Q2: time ran backwards or jumped. */
public final class CaptureClockStepRule implements Rule {
  /** Waits shorter than this are hardly a minor matter. */
  private static final long NOTABLE_NANOS = Nanos.ofMillis(40);

  private static final int SHOWN_STEPS = 8;

  private static final String HELP =
      """
      ## What it is
      Packets carry the time of the clock of the machine that captured them. When that clock is set, \
      or the machine is suspended, times before and after do not fit together.

      ## How it is recognised
      A packet is more than 1 ms older than the one before it on the same interface, or the capture \
      paused for all connections at once. From 40 ms on (a minor wait) durations across the step are \
      worthless.

      ## What it is mistaken for
      Packets that the capture put out of order, which lie back less than 1 ms. In an outage of the \
      network, retransmissions go on.

      ## What to do
      Let the clock be slewed and not stepped while capturing.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("capture-clock-step", Layer.CAPTURE, "The clock of the capture stepped", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.ROOT_CAUSE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    CaptureFacts capture = context.measurements().capture();
    if (capture.packets() == 0) {
      return FlaggedConnections.noPackets();
    }
    List<ClockStep> steps = capture.clockSteps();
    if (steps.isEmpty()) {
      return new RuleOutcome.Clear(
          "The clock ran forwards all the time. Looked at: %,d packets."
              .formatted(capture.packets()));
    }
    ClockStep largest =
        steps.stream().max(Comparator.comparingLong(CaptureClockStepRule::sizeNanos)).orElseThrow();
    FindingDraft draft =
        new FindingDraft(INFO, Party.WHO_CAPTURES)
            .atLeast(sizeNanos(largest) >= NOTABLE_NANOS ? Severity.MINOR : Severity.INFO)
            .evidence(
                Evidence.duration("largest step", sizeNanos(largest), largest.packet()),
                Evidence.count("steps", steps.size(), "step"),
                Evidence.text("way", largest.backNanos() > 0 ? "ran backwards" : "paused"))
            .advice(
                "Let chrony or ntpd slew the clock while capturing (`chronyc makestep` before, not"
                    + " during).",
                "Do not suspend or migrate the machine that captures.",
                "Files of several machines: set their clocks by the same source.");
    steps.stream()
        .limit(SHOWN_STEPS)
        .forEach(step -> draft.packet(step.packet()).span(step.span()));
    return new RuleOutcome.Found(
        List.of(
            draft.finding(
                "The clock of the capture stepped by {largest step}",
                "The clock {way} by {largest step} in the middle of the capture ({steps})."
                    + " Durations across such a step mean nothing and are not judged.")));
  }

  private static long sizeNanos(ClockStep step) {
    return Math.max(step.backNanos(), step.span().durationNanos());
  }
}
