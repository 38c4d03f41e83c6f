package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.tls.TlsVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Handshakes of TLS 1.3 that a client which speaks HTTP agreed to and left at once without a
 * request, on every connection with a server: mostly the certificate, which cannot be read there
 * without keys, is for another name. Clients that compare names when the handshake is over send no
 * alert.
 */
final class SilentRefusals {
  /** A client may leave for reasons of its own. */
  private static final double LIKELY = 0.6;

  private static final Set<String> WEB = Set.of("h2", "http/1.1", "http/1.0");

  /** Who asked which server for something that was under TLS or not. */
  private final Set<Pair> asked = new HashSet<>();

  private record Pair(IpAddress client, Endpoint server) {}

  SilentRefusals(RuleContext context) {
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST) {
        asked.add(pair(exchange));
      }
    }
  }

  private static Pair pair(Exchange exchange) {
    return new Pair(exchange.client().address(), exchange.server());
  }

  /** Whether a handshake that did not fail is one. */
  boolean isOne(RuleContext context, Exchange handshake) {
    return UnusedHandshakes.isLeftAtOnce(context, handshake)
        && !asked.contains(pair(handshake))
        && TlsHandshakes.content(handshake)
            .filter(SilentRefusals::isForTheWeb)
            .filter(
                content ->
                    TlsHandshakes.bytesBehind(
                            context, handshake, content, Direction.CLIENT_TO_SERVER)
                        <= TlsHandshakes.ALERT_BYTES)
            .isPresent();
  }

  /** Whether a certificate was shown, unreadably, to a client that wants to speak HTTP. */
  private static boolean isForTheWeb(TlsHandshake content) {
    return content.version().map(TlsVersion::isTls13).orElse(false)
        && content.kind() == HandshakeKind.FULL
        && content.certificates().isEmpty()
        && content.serverName().isPresent()
        && content.protocolsOffered().stream().anyMatch(WEB::contains);
  }

  /**
   * What is said of them.
   *
   * @param left handshakes with one server; never empty
   */
  static Finding finding(RuleInfo info, List<Exchange> left) {
    TlsHandshake first = TlsHandshakes.content(left.getFirst()).orElseThrow();
    FindingDraft draft =
        new FindingDraft(info, Party.CLIENT_APPLICATION)
            .atLeast(Severity.MINOR)
            .atMost(Severity.MINOR)
            .confidence(LIKELY)
            .evidence(
                Evidence.count("handshakes", left.size(), "TLS handshake"),
                Evidence.text("server", left.getFirst().server().toString()),
                Evidence.text("asked name", first.serverName().orElseThrow()));
    return FailedHandshakes.claim(draft, left)
        .advice(
            "See whether the certificate is for the name that the client asks for: `openssl s_client"
                + " -connect HOST:PORT -servername HOST | openssl x509 -noout -dates -issuer -ext"
                + " subjectAltName`. In the client's log it is a certificate error.",
            "If the client only tries whether the server is up: let it ask for something, as `GET"
                + " /health`.")
        .finding(
            "The client left {handshakes} with {asked name} without a request",
            "It offered HTTP, agreed to the handshake with {server}, and closed the connection at once."
                + " Clients that find that a certificate is for another name do so without an alert; in"
                + " TLS 1.3 the certificate cannot be read without keys.");
  }
}
