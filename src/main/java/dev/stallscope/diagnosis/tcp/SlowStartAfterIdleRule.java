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

/** W02: the congestion window fell back while the connection rested. */
public final class SlowStartAfterIdleRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      After a rest a sender forgets how fast the path is and begins again with ten segments (RFC 5681 \
      section 4.1), which costs extra round trips on a connection that was fast before.

      ## How it is recognised
      More than ten segments were in flight before the rest, the rest was longer than a retransmission \
      timeout, and afterwards the flights grew again from ten. Such waits count from 40 ms in total \
      between one client and one server.

      ## What it is mistaken for
      A new connection, which always starts slowly, and a program that sends slowly.

      ## What to do
      Switch the fallback off on servers of bursty keep-alive traffic.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "slow-start-after-idle", Layer.TCP, "A rested connection started slowly again", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        SlowStartAfterIdleRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.SLOW_START_AFTER_IDLE);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(
                Evidence.duration("time lost", group.lostNanos()),
                Evidence.count("waits", group.count(), "wait"),
                Evidence.duration(
                    "longest wait",
                    group.worst().durationNanos(),
                    group.worst().interval().firstPacket(),
                    group.worst().interval().lastPacket()))
            .advice("On the sending Linux host: `sysctl net.ipv4.tcp_slow_start_after_idle=0`.")
            .finding(
                "A rest made the connection slow again: {time lost}",
                "The sender had been fast, rested, and began again with few packets in flight"
                    + " ({waits}, the longest {longest wait})."));
  }
}
