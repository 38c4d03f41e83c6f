package dev.stallscope.diagnosis.capture;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Q1, Q2: time ran backwards or jumped. */
public final class CaptureClockStepRule implements Rule {
  /** Waits shorter than this are hardly a minor matter. */
  private static final long NOTABLE_NANOS = Nanos.ofMillis(40);

  private static final int SHOWN_STEPS = 8;

  private static final String HELP =
      """
      ## What it is
      Packets carry the time of the clock of the machine that captured them. When that clock is set, \
      or the machine or the capturing program is stopped for a while, times before and after do not \
      fit together, and what happened meanwhile is missing. Some captures, or the programs that \
      converted them, know whole seconds only, or tenths or hundredths.

      ## How it is recognised
      Back: a packet is more than 1 ms older than the one before it on the same interface. \
      Ahead: no packet at all for more than 0.1 s, and at 80 % of the connections the hosts' own clocks \
      (TCP timestamps, RFC 7323) say a time that differs by more than 20 % of it, and go on to do so. \
      Paused: no packet at all for more than 1 s, and at 80 % of the active connections data were delivered meanwhile that the \
      capture has not got. From 40 ms on (a minor wait) a step forbids judgement: waits across it are \
      charged to nobody. Coarse: all times are whole seconds, tenths or hundredths; waits shorter \
      than five ticks have no known length, and verdicts on them are withheld.

      ## What it is mistaken for
      Packets that the capture put out of order, which lie back less than 1 ms. A time in which nobody \
      wanted anything: the hosts' clocks went on as the capture's did, and nothing is missing. A path \
      that held packets (`delay-spike`): the packets behind them are on time again. In an outage of \
      the network, retransmissions go on. Where no connection has TCP timestamps (name resolution, \
      QUIC) a clock that was set forwards looks like a wait.

      ## What to do
      Let the clock be slewed and not stepped while capturing, keep the capturing machine awake, and \
      give the capture a larger buffer.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "capture-clock-step", Layer.CAPTURE, "The capture's time jumped or stood still", HELP);

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
    Map<ClockStep.Kind, List<ClockStep>> byKind = new EnumMap<>(ClockStep.Kind.class);
    for (ClockStep step : capture.clockSteps()) {
      byKind.computeIfAbsent(step.kind(), _ -> new ArrayList<>()).add(step);
    }
    List<Finding> findings = new ArrayList<>();
    byKind.values().forEach(steps -> findings.add(finding(steps)));
    if (capture.clockTickNanos() > 0) {
      findings.add(coarse(context.measurements()));
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            "The clock ran forwards all the time. Looked at: %s."
                .formatted(QuantityText.count(capture.packets(), "packet")))
        : new RuleOutcome.Found(findings);
  }

  /** Where nothing was exchanged there is nothing that it forbids to judge. */
  private static Finding coarse(Measurements measured) {
    CaptureFacts capture = measured.capture();
    return new FindingDraft(INFO, Party.WHO_CAPTURES)
        .atLeast(measured.exchanges().isEmpty() ? Severity.INFO : Severity.MINOR)
        .span(new TimeSpan(capture.firstNanos(), capture.lastNanos()))
        .packet(0)
        .evidence(
            Evidence.duration("tick", capture.clockTickNanos()),
            Evidence.duration("shortest known wait", capture.leastMeasurableNanos()))
        .advice(
            "Capture with a program that keeps microseconds: `dumpcap -i eth0 -w FILE`.",
            "Convert with one that keeps the times: `editcap` and `mergecap` do; a text form with"
                + " whole seconds has lost them.")
        .finding(
            "The clock of the capture ticks only once in {tick}",
            "The times of all packets are multiples of {tick}, so a wait shorter than {shortest"
                + " known wait} has no known length. Verdicts on such waits are withheld, and they"
                + " are charged to nobody.");
  }

  private static Finding finding(List<ClockStep> steps) {
    ClockStep largest =
        steps.stream().max(Comparator.comparingLong(ClockStep::sizeNanos)).orElseThrow();
    FindingDraft draft =
        new FindingDraft(INFO, Party.WHO_CAPTURES)
            .atLeast(largest.sizeNanos() >= NOTABLE_NANOS ? Severity.MINOR : Severity.INFO)
            .evidence(
                Evidence.duration("largest step", largest.sizeNanos(), largest.packet()),
                Evidence.count("steps", steps.size(), "time"));
    steps.stream()
        .limit(SHOWN_STEPS)
        .forEach(step -> draft.packet(step.packet()).span(step.span()));
    return switch (largest.kind()) {
      case RAN_BACK ->
          slewed(draft)
              .finding(
                  "The clock of the capture stepped back by {largest step}",
                  "The clock ran backwards by {largest step} in the middle of the capture ({steps})."
                      + " Waits across such a step have no known length and are charged to nobody.");
      case JUMPED_AHEAD ->
          slewed(draft)
              .finding(
                  "The clock of the capture jumped ahead by {largest step}",
                  "The capture holds no packet for {largest step}, and the hosts' own clocks say that"
                      + " another time passed ({steps}): the clock was set, or the machine slept."
                      + " Waits across it are charged to nobody.");
      case PAUSED ->
          draft
              .advice(
                  "Capture with a larger buffer and only what is needed: `tcpdump -B 65536 -s 128 -w"
                      + " FILE 'port 443'` (leave out `-s` where contents are wanted).",
                  "Write to a disk that keeps up, and do not suspend or migrate the machine that"
                      + " captures.")
              .finding(
                  "The capture stood still for {largest step}",
                  "The capture holds no packet for {largest step}, yet data were delivered meanwhile"
                      + " ({steps}): the capturing program or its machine had stopped. Waits across"
                      + " it are charged to nobody.");
    };
  }

  private static FindingDraft slewed(FindingDraft draft) {
    return draft.advice(
        "Let chrony or ntpd slew the clock while capturing (`chronyc makestep` before, not"
            + " during).",
        "Do not suspend or migrate the machine that captures.",
        "Files of several machines: set their clocks by the same source.");
  }
}
