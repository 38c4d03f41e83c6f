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

/** K01: a small write waited for the ACK of the one before, and that ACK was delayed. */
public final class NagleDelayedAckRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A program writes in small pieces. The sender holds the second piece back until the first is \
      acknowledged (Nagle's algorithm, RFC 896); the receiver delays that ACK to save packets (RFC \
      1122). Both wait for each other, usually 40 ms or 200 ms.

      ## How it is recognised
      A small segment, nothing from the peer but a pure ACK within the band of delayed ACKs, then at \
      once the rest of the same message. Such waits count from 40 ms in total between one client and \
      one server.

      ## What it is mistaken for
      A server that really works that long: it answers with data, not with a bare ACK.

      ## What to do
      Set TCP_NODELAY on the sender, or write the message in one piece.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("nagle-delayed-ack", Layer.TCP, "Small writes wait for delayed ACKs", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        NagleDelayedAckRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.NAGLE_DELAYED_ACK);
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
                "Set `TCP_NODELAY` where the small writes come from:"
                    + " `sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)`. asyncio,"
                    + " urllib3, uvicorn and gunicorn set it themselves: look at raw sockets,"
                    + " proxies and old drivers.",
                "Write head and body with one `sendall`; nginx: `tcp_nodelay on;` (the default).")
            .finding(
                "Small writes waited {time lost} for delayed acknowledgments",
                "The sender held back the rest of a message until its first part was confirmed, and"
                    + " the receiver took its time to confirm ({waits}, the longest {longest"
                    + " wait}). Neither the network nor the program was busy."));
  }
}
