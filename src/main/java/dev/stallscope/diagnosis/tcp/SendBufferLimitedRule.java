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

/** W05: the buffer of the sender caps what is in flight. */
public final class SendBufferLimitedRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A sender keeps what is not confirmed yet. With a small buffer it can keep little in flight, and \
      each round trip carries no more than that.

      ## How it is recognised
      What was in flight stayed at one value, well below the receiver's window, without losses. Such \
      waits count from 40 ms in total between one client and one server.

      ## What it is mistaken for
      A program that produces its data slowly: there what is in flight changes.

      ## What to do
      Let the operating system size the buffer.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("send-buffer-limited", Layer.TCP, "The send buffer limits the rate", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        SendBufferLimitedRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.SEND_BUFFER_LIMITED);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
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
                "Remove a fixed `SO_SNDBUF` from the sending program.",
                "On the sender: `net.ipv4.tcp_wmem=\"4096 65536 16777216\"`.")
            .finding(
                "A small send buffer cost {time lost}",
                "The sender never had more than a fixed amount in flight, although the receiver"
                    + " allowed more, and waited for confirmations ({waits}, the longest {longest"
                    + " wait})."));
  }
}
