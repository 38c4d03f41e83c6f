package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** L12: a token bucket drops what exceeds a rate. */
public final class TrafficPolicingRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      Some networks enforce a rate by dropping: a burst passes, then everything above the rate is \
      lost. The sender repairs and slows down again and again.

      ## How it is recognised
      Losses and passes fit one token bucket (Flach et al., SIGCOMM 2016): at least 15 losses in 3 \
      slices, no growing delay before them. Such waits count from 40 ms in total between one client and \
      one server.

      ## What it is mistaken for
      A full queue: there round trips grow before each loss. And random loss, which follows no rate.

      ## What to do
      Send below the rate, or have the rate raised or shaped.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("traffic-policing", Layer.TCP, "A policer drops what exceeds a rate", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        TrafficPolicingRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.TRAFFIC_POLICING);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .evidence(
                Evidence.duration("time lost", group.lostNanos()),
                Evidence.count("waits", group.count(), "wait"),
                Evidence.duration(
                    "longest wait",
                    group.worst().durationNanos(),
                    group.worst().interval().firstPacket(),
                    group.worst().interval().lastPacket()))
            .advice(
                "Pace the sender below the rate: `SO_MAX_PACING_RATE` with the `fq` qdisc, or BBR.",
                "Ask the provider for a higher rate, or for shaping instead of policing.")
            .finding(
                "A policer on the path cost {time lost}",
                "A device on the way drops what exceeds its rate, and the sender had to send it"
                    + " again ({waits}, the longest {longest wait})."));
  }
}
