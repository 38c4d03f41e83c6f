package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.time.TimeSpan;
import java.util.List;

/** S07: data sent along with the ClientHello were refused and had to be sent again. */
public final class TlsEarlyDataRejectedRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      With 0-RTT a client that has met the server before sends its request together with the \
      ClientHello. A server that does not take it makes the client send it again after the \
      handshake: the round trip saved is lost.

      ## How it is recognised
      Data came with the first flight, and the server asked for another hello or did not go on with \
      the session (RFC 8446 section 4.2.10). One such handshake is enough; the time lost is one \
      round trip for each.

      ## What it is mistaken for
      A retransmission: there the same TCP bytes come twice.

      ## What to do
      Share the ticket keys between all servers behind one name.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("tls-early-data-rejected", Layer.TLS, "0-RTT data were refused", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    List<Exchange> handshakes = TlsHandshakes.of(context);
    if (handshakes.isEmpty()) {
      return TlsHandshakes.none();
    }
    List<Exchange> rejected =
        handshakes.stream()
            .filter(
                handshake ->
                    TlsHandshakes.content(handshake)
                        .filter(content -> content.earlyData() == EarlyData.REJECTED)
                        .isPresent())
            .toList();
    if (rejected.isEmpty()) {
      return new RuleOutcome.Clear(
          TlsHandshakes.cleared(handshakes.size(), "No 0-RTT data were refused."));
    }
    return new RuleOutcome.Found(List.of(finding(context, rejected)));
  }

  private static Finding finding(RuleContext context, List<Exchange> rejected) {
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .confidence(0.8)
            .evidence(
                Evidence.count("refused", rejected.size(), "TLS handshake"),
                Evidence.duration(
                    "round trip",
                    Math.max(0, roundTripNanos(context, rejected.getFirst())),
                    rejected.getFirst().firstPacket()));
    for (Exchange handshake : rejected) {
      long lost = Math.clamp(roundTripNanos(context, handshake), 0, handshake.durationNanos());
      TimeSpan span = new TimeSpan(handshake.span().endNanos() - lost, handshake.span().endNanos());
      draft.claim(new TimeClaim(handshake.id(), handshake.connection(), span, lost));
    }
    return draft
        .advice(
            "Give all servers behind one name the same ticket keys (nginx"
                + " `ssl_session_ticket_key`), or switch 0-RTT off (`ssl_early_data off;`).",
            "Use 0-RTT only for requests that may safely arrive twice.")
        .finding(
            "0-RTT data were refused in {refused}",
            "The client sent data together with its first message, and the server did not take"
                + " them. They were sent again one round trip ({round trip}) later.");
  }

  private static long roundTripNanos(RuleContext context, Exchange handshake) {
    return handshake.connection() < 0
        ? 0
        : context.connection(handshake.connection()).roundTrip().minNanos();
  }
}
