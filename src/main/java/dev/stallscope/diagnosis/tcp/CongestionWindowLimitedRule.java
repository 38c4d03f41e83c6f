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

/** W03: the congestion window, not the receiver, held the sender back. */
public final class CongestionWindowLimitedRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A sender limits what is in flight by what the path seemed to bear. After losses that limit is \
      low, and each round trip carries little.

      ## How it is recognised
      The receiver had room, the next data left as soon as an ACK came, and losses had come before. \
      Such waits count from 40 ms in total between one client and one server.

      ## What it is mistaken for
      Slow start at the beginning of a connection, which is no fault.

      ## What to do
      Find the losses; BBR keeps its rate under random loss.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "congestion-window-limited", Layer.TCP, "The congestion window limits the rate", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        CongestionWindowLimitedRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.CONGESTION_WINDOW_LIMITED);
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
                "Find where packets are lost (see packet-loss); a long path makes each loss"
                    + " dearer.",
                "On the sending Linux host try `sysctl net.ipv4.tcp_congestion_control=bbr` with"
                    + " `net.core.default_qdisc=fq`.")
            .finding(
                "The congestion window cost {time lost}",
                "The receiver had room, but after losses the sender allowed itself little in flight"
                    + " and waited for confirmations ({waits}, the longest {longest wait})."));
  }
}
