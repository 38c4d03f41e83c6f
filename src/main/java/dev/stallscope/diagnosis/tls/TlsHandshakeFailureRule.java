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
import java.util.EnumMap;
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
      no time is counted, since nobody waited for more. So is one that goes within half a second of its \
      hello, before the server's answer is complete. A client that has waited half a second or more \
      without any answer gave up. A client that left at once when the handshake was over, without a \
      request, where the certificate, readable up to TLS 1.2, is not for the name it asked for, has \
      most likely refused it. In TLS 1.3 the certificate cannot be read: there it is a minor matter \
      that a client which offered HTTP left at once, if it never asked that server for anything; and a \
      server that says nothing more than an alert, and closes, has refused the client's certificate. A \
      reset with another TTL than the other packets of the side in whose name it came is a device's on \
      the way.

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
    Map<Ending, Map<Endpoint, List<Exchange>>> byEnding = new EnumMap<>(Ending.class);
    SilentRefusals silent = new SilentRefusals(context);
    for (Exchange handshake : handshakes) {
      ending(context, handshake, silent)
          .ifPresent(
              ending ->
                  byEnding
                      .computeIfAbsent(ending, _ -> new LinkedHashMap<>())
                      .computeIfAbsent(handshake.server(), _ -> new ArrayList<>())
                      .add(handshake));
    }
    List<Finding> findings = new ArrayList<>(QuicRefusals.findings(INFO, overQuic));
    byEnding.forEach(
        (ending, byServer) ->
            byServer.values().forEach(list -> findings.add(finding(context, ending, list))));
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            TlsHandshakes.cleared(handshakes.size() + overQuic.size(), "No handshake failed."))
        : new RuleOutcome.Found(findings);
  }

  /** How a handshake ended that did not lead to a request; findings come in this order. */
  private enum Ending {
    FAILED,
    CUT,
    LEFT_AT_ONCE,
    ABANDONED,
    UNFIT_CERTIFICATE,
    REFUSED_LATE,
    REFUSED_SILENTLY,
    UNANSWERED
  }

  /** Empty where all was well, or where the network is to blame. */
  private static Optional<Ending> ending(
      RuleContext context, Exchange handshake, SilentRefusals silent) {
    if (handshake.isFailed()) {
      if (CutHandshakes.isOne(context, handshake)) {
        return Optional.of(Ending.CUT);
      }
      if (AbandonedHandshakes.isEarly(context, handshake)) {
        return Optional.of(Ending.LEFT_AT_ONCE);
      }
      if (UnansweredHandshakes.isOne(context, handshake)) {
        return UnansweredHandshakes.isLostOnTheWay(context, handshake)
            ? Optional.empty()
            : Optional.of(Ending.UNANSWERED);
      }
      return Optional.of(
          AbandonedHandshakes.isLate(context, handshake) ? Ending.ABANDONED : Ending.FAILED);
    }
    if (UnfitCertificates.isOne(context, handshake)) {
      return Optional.of(Ending.UNFIT_CERTIFICATE);
    }
    if (silent.isOne(context, handshake)) {
      return Optional.of(Ending.REFUSED_SILENTLY);
    }
    return LateRefusals.isOne(context, handshake)
        ? Optional.of(Ending.REFUSED_LATE)
        : Optional.empty();
  }

  private static Finding finding(RuleContext context, Ending ending, List<Exchange> handshakes) {
    return switch (ending) {
      case FAILED -> finding(context, handshakes);
      case CUT -> CutHandshakes.finding(context, INFO, handshakes);
      case LEFT_AT_ONCE -> AbandonedHandshakes.early(INFO, handshakes);
      case ABANDONED -> AbandonedHandshakes.late(INFO, handshakes);
      case UNFIT_CERTIFICATE -> UnfitCertificates.finding(INFO, handshakes);
      case REFUSED_LATE -> LateRefusals.finding(INFO, handshakes);
      case REFUSED_SILENTLY -> SilentRefusals.finding(INFO, handshakes);
      case UNANSWERED -> UnansweredHandshakes.finding(INFO, handshakes);
    };
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
