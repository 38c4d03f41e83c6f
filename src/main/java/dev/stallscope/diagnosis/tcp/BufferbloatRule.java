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

/** N01: a queue on the path holds packets long. */
public final class BufferbloatRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A device on the path queues what it cannot send at once. A deep queue never loses a packet but \
      makes every round trip long while it is full.

      ## How it is recognised
      Round trips grew with what was in flight, to at least twice the empty path's and 60 ms more. \
      Such waits count from 40 ms in total between one client and one server.

      ## What it is mistaken for
      A long path: its round trip is long also when it is empty.

      ## What to do
      Use fair queueing with a short queue at the narrow place.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("bufferbloat", Layer.TCP, "A queue on the path delays everything", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        BufferbloatRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.BUFFERBLOAT);
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
                "At the narrow place: `tc qdisc replace dev IF root cake bandwidth RATE`, or"
                    + " `fq_codel`.",
                "On the sender: BBR keeps queues short (`net.ipv4.tcp_congestion_control=bbr`).")
            .finding(
                "A full queue on the path cost {time lost}",
                "The more was in flight the longer every packet took: a device on the way queued"
                    + " them ({waits}, the longest {longest wait})."));
  }
}
