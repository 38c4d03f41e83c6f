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

/** K02: the sender waited for an ACK that the receiver delayed. */
public final class DelayedAckRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A receiver may wait before it acknowledges, to save packets (RFC 1122: up to 500 ms; Linux 40 ms \
      to 200 ms). A sender that must not send more before the ACK comes waits with it.

      ## How it is recognised
      A bare ACK within the band of delayed ACKs ended the silence, and the next data left at once. \
      Such waits count from 40 ms in total between one client and one server.

      ## What it is mistaken for
      A slow server: there data end the silence, not a bare ACK.

      ## What to do
      Keep more than one segment in flight, or let the receiver acknowledge at once.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("delayed-ack", Layer.TCP, "The sender waited for a delayed ACK", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        DelayedAckRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.DELAYED_ACK);
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
            .advice(
                "On a Linux receiver: `ip route change default via GATEWAY quickack 1`, or"
                    + " `TCP_QUICKACK` on the socket.",
                "Send more before waiting: larger writes, and no fixed small `SO_SNDBUF`.")
            .finding(
                "Delayed acknowledgments held the sender up for {time lost}",
                "The sender might not send more before its last data were confirmed, and the"
                    + " receiver confirmed late ({waits}, the longest {longest wait})."));
  }
}
