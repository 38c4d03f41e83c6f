package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.protocol.quic.SentClose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Handshakes of QUIC, which hold those of TLS, that a side refused with CONNECTION_CLOSE. */
final class QuicRefusals {
  private QuicRefusals() {}

  /** Who refused whom, and why. */
  private record Refusal(Endpoint server, Direction sentBy, String title) {}

  /** The QUIC handshakes of a capture. */
  static List<Exchange> handshakes(RuleContext context) {
    return context.measurements().exchanges().stream()
        .filter(exchange -> content(exchange).isPresent())
        .toList();
  }

  private static Optional<QuicHandshake> content(Exchange exchange) {
    return exchange
        .setup()
        .map(SetupMessage::content)
        .filter(QuicHandshake.class::isInstance)
        .map(QuicHandshake.class::cast);
  }

  private static Optional<SentClose> refusal(Exchange exchange) {
    return content(exchange)
        .filter(handshake -> handshake.outcome() == QuicHandshake.Outcome.FAILED)
        .flatMap(QuicHandshake::close)
        .filter(SentClose::isRefusal);
  }

  /** What is said of those that were refused, by server and reason. */
  static List<Finding> findings(RuleInfo info, List<Exchange> handshakes) {
    Map<Refusal, List<Exchange>> refused = new LinkedHashMap<>();
    for (Exchange handshake : handshakes) {
      refusal(handshake)
          .ifPresent(
              close ->
                  refused
                      .computeIfAbsent(
                          new Refusal(handshake.server(), close.sentBy(), close.title()),
                          _ -> new ArrayList<>())
                      .add(handshake));
    }
    List<Finding> findings = new ArrayList<>();
    refused.forEach((refusal, list) -> findings.add(finding(info, refusal, list)));
    return findings;
  }

  private static Finding finding(RuleInfo info, Refusal refusal, List<Exchange> refused) {
    int packet = refusal(refused.getFirst()).map(SentClose::packet).orElse(0);
    boolean isEndedByClient = refusal.sentBy() == Direction.CLIENT_TO_SERVER;
    return new FailedHandshakes(
            "QUIC handshake",
            isEndedByClient,
            FailedHandshakes.endedBy(isEndedByClient),
            refusal.title(),
            packet,
            refused)
        .finding(
            info,
            "Compare what both sides offer: TLS 1.3 with a common cipher and group, and `h3` by"
                + " ALPN; `openssl s_client -connect HOST:443 -alpn h2` shows the certificate over"
                + " TCP.",
            "Until it works over QUIC, do not announce it: leave out `Alt-Svc: h3` and `alpn=h3` in"
                + " the HTTPS record.");
  }
}
