package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.protocol.tls.TlsHandshake.SentAlert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S08: the handshake ended with an alert, or with the connection. */
public final class TlsHandshakeFailureRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      Client and server did not agree: on a version or cipher, on the certificate, or one of them \
      closed the connection before they could. No request was possible.

      ## How it is recognised
      A fatal alert (RFC 8446 section 6.2) or the end of the connection during the handshake; over \
      QUIC a CONNECTION_CLOSE with an error, which can be read without keys as long as the server's \
      hello has not come. One \
      failed handshake is enough. A client that does nothing for half a second after the server's \
      answer and then goes without an alert has left on its own account: that is a minor matter, and \
      no time is counted, since nobody waited for more. A client that has waited half a second or more \
      without any answer gave up. A client that left at once when the handshake was over, without a \
      request, where the certificate, readable up to TLS 1.2, is not for the name it asked for, has \
      most likely refused it. In TLS 1.3 the certificate cannot be read: there it is a minor matter \
      that a client which offered HTTP left at once, if it never asked that server for anything; and a \
      server that says nothing more than an alert, and closes, has refused the client's certificate.

      ## What it is mistaken for
      A capture that ends in the middle of a handshake: that one is left out.

      ## What to do
      Read the alert: it says who refused and why. `unknown_ca` and `certificate_expired` come from \
      a client that does not trust the certificate; `handshake_failure` and `protocol_version` from \
      a server that has no version or cipher in common.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("tls-handshake-failure", Layer.TLS, "A TLS handshake failed", HELP);

  private static final String TRUST =
      "Give the client the issuer: `requests.get(url, verify=\"ca.pem\")`,"
          + " `httpx.Client(verify=...)` or `SSL_CERT_FILE`; or let the server send its intermediate"
          + " certificate (nginx: the full chain in `ssl_certificate`).";

  private static final String ASK =
      "Ask the server what it offers: `openssl s_client -connect HOST:PORT -servername HOST` shows"
          + " version, cipher and chain.";

  private static final String CERTIFICATE =
      "See the certificate as the client did: `openssl s_client -connect HOST:PORT -servername HOST"
          + " | openssl x509 -noout -dates -issuer -ext subjectAltName`. Refused is mostly one that"
          + " has expired, is for another name, or comes from an issuer that the client does not"
          + " know.";

  private static final String VERSIONS =
      "For `handshake_failure` or `protocol_version`: nginx `ssl_protocols TLSv1.2 TLSv1.3;` and a"
          + " current `ssl_ciphers`.";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    List<Exchange> handshakes = TlsHandshakes.of(context);
    List<Exchange> overQuic = QuicRefusals.handshakes(context);
    if (handshakes.isEmpty() && overQuic.isEmpty()) {
      return TlsHandshakes.none();
    }
    Map<Endpoint, List<Exchange>> failed = new LinkedHashMap<>();
    Map<Endpoint, List<Exchange>> left = new LinkedHashMap<>();
    Map<Endpoint, List<Exchange>> unanswered = new LinkedHashMap<>();
    Map<Endpoint, List<Exchange>> unfit = new LinkedHashMap<>();
    Map<Endpoint, List<Exchange>> refused = new LinkedHashMap<>();
    Map<Endpoint, List<Exchange>> late = new LinkedHashMap<>();
    SilentRefusals refusals = new SilentRefusals(context);
    for (Exchange handshake : handshakes) {
      if (handshake.isFailed()) {
        Map<Endpoint, List<Exchange>> kind =
            UnansweredHandshakes.isOne(context, handshake)
                ? unanswered
                : AbandonedHandshakes.isOne(context, handshake) ? left : failed;
        kind.computeIfAbsent(handshake.server(), _ -> new ArrayList<>()).add(handshake);
      } else if (UnfitCertificates.isOne(context, handshake)) {
        unfit.computeIfAbsent(handshake.server(), _ -> new ArrayList<>()).add(handshake);
      } else if (refusals.isOne(context, handshake)) {
        refused.computeIfAbsent(handshake.server(), _ -> new ArrayList<>()).add(handshake);
      } else if (LateRefusals.isOne(context, handshake)) {
        late.computeIfAbsent(handshake.server(), _ -> new ArrayList<>()).add(handshake);
      }
    }
    List<Finding> findings = new ArrayList<>(QuicRefusals.findings(INFO, overQuic));
    failed.values().forEach(list -> findings.add(finding(context, list)));
    left.values().forEach(list -> findings.add(AbandonedHandshakes.finding(INFO, list)));
    unfit.values().forEach(list -> findings.add(UnfitCertificates.finding(INFO, list)));
    late.values().forEach(list -> findings.add(LateRefusals.finding(INFO, list)));
    refused.values().forEach(list -> findings.add(SilentRefusals.finding(INFO, list)));
    unanswered
        .values()
        .forEach(list -> list.removeIf(one -> UnansweredHandshakes.isLostOnTheWay(context, one)));
    unanswered.values().removeIf(List::isEmpty);
    unanswered.values().forEach(list -> findings.add(UnansweredHandshakes.finding(INFO, list)));
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            TlsHandshakes.cleared(handshakes.size() + overQuic.size(), "No handshake failed."))
        : new RuleOutcome.Found(findings);
  }

  private static boolean isUnknownIssuer(Optional<SentAlert> alert) {
    return alert.filter(sent -> sent.alert().title().equals("unknown_ca")).isPresent();
  }

  /**
   * What a client sends that refuses the certificate. In TLS 1.3 the alert is encrypted, but by
   * then hardly anything else of the server's answer is left to refuse (RFC 8446, 4.4).
   */
  private static boolean isCertificateRefused(Optional<SentAlert> alert) {
    return alert
        .filter(sent -> sent.sentBy() == Direction.CLIENT_TO_SERVER)
        .filter(sent -> sent.alert().isUnreadable() || sent.alert().isCertificateRefused())
        .isPresent();
  }

  private static String[] advice(Optional<SentAlert> alert, boolean isEndedByClient) {
    if (isUnknownIssuer(alert)) {
      return new String[] {TRUST, ASK};
    }
    return isCertificateRefused(alert) || alert.isEmpty() && isEndedByClient
        ? new String[] {CERTIFICATE, TRUST}
        : new String[] {ASK, VERSIONS};
  }

  private static String words(SentAlert sent) {
    return (sent.alert().isUnreadable() ? "an " : "the ") + sent.alert().inWords();
  }

  private static Finding finding(RuleContext context, List<Exchange> failed) {
    Exchange first = failed.getFirst();
    Optional<SentAlert> alert = TlsHandshakes.content(first).flatMap(TlsHandshake::fatalAlert);
    boolean isEndedByClient =
        alert
            .map(sent -> sent.sentBy() == Direction.CLIENT_TO_SERVER)
            .orElseGet(() -> UnusedHandshakes.leftNanos(context, first.connection()) >= 0);
    boolean hasExpired =
        alert.filter(sent -> sent.alert().title().equals("certificate_expired")).isPresent();
    return new FailedHandshakes(
            "TLS handshake",
            isEndedByClient,
            FailedHandshakes.endedBy(isEndedByClient && !hasExpired),
            alert.map(TlsHandshakeFailureRule::words).orElse("the connection was closed"),
            alert.map(SentAlert::packet).orElse(Math.max(0, first.lastPacket())),
            failed)
        .finding(INFO, advice(alert, isEndedByClient));
  }
}
