package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;

/** K01: a small write waited for the ACK of the one before, which was delayed or far away. */
public final class NagleDelayedAckRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      A program writes in small pieces. The sender holds the second piece back until the first is \
      acknowledged (Nagle's algorithm, RFC 896). That takes a round trip at least; and the receiver \
      may delay the ACK to save packets (RFC 1122), so that both wait for each other, usually 40 ms \
      or 200 ms.

      ## How it is recognised
      A small segment, nothing from the peer but a pure ACK within the band of delayed ACKs, then at \
      once the rest of the same message: what the ACK took beyond the path counts. One such wait on \
      a connection is a suspicion, two are a habit. Where the ACK came without delay, the round trip \
      counts if it happened twice and the sender never had two small segments under way, as a \
      sender without Nagle's algorithm would. They count from 40 ms in total between one client \
      and one server.

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
    return DataWaits.judge(context, StallCause.NAGLE_DELAYED_ACK, NagleDelayedAckRule::finding);
  }

  private static Finding finding(DataWaits waits) {
    return waits
        .draft(INFO, waits.senderProgram())
        .evidence(
            Evidence.duration("each wait", waits.medianLostNanos()),
            Evidence.text("who waits before acknowledging", waits.receiver()))
        .advice(
            "Write head and body of a message with one call: one `sendall`, `writelines`, or a"
                + " buffered file object that is flushed once.",
            "Set `sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)` on the {sender}."
                + " asyncio, uvicorn, gunicorn, http.client and urllib3 do so by themselves; bare"
                + " sockets, old drivers and proxies of one's own do not. nginx: `tcp_nodelay on`"
                + " (the default).")
        .finding(
            "The {sender}'s small writes waited {time lost} for acknowledgments",
            "The {sender} wrote a message in pieces and sent the next piece only when the"
                + " {receiver} had acknowledged the one before. That cost {each wait} each time:"
                + " {waits}, the longest {longest wait}.");
  }
}
