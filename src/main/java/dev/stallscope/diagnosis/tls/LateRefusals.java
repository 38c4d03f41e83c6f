package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.net.Direction;
import dev.stallscope.tls.TlsVersion;
import java.util.List;

/**
 * Handshakes of TLS 1.3 that the client took for agreed, and that the server ended with the first
 * and only record that it sent then: an alert. A server sees the client's certificate, or that it
 * has none, only with the last flight of the handshake, when the client may have sent a request
 * already (RFC 8446, 4.4.2.4).
 */
final class LateRefusals {
  /** What cannot be read may be a farewell. */
  private static final double LIKELY = 0.7;

  private LateRefusals() {}

  /** Whether a handshake that did not fail is one. */
  static boolean isOne(RuleContext context, Exchange handshake) {
    int id = handshake.connection();
    return id >= 0
        && context.measurements().isTcp(id)
        && context.requests(id).stream().allMatch(request -> request.response().isEmpty())
        && TlsHandshakes.content(handshake)
            .filter(content -> content.version().map(TlsVersion::isTls13).orElse(false))
            .filter(
                content ->
                    TlsHandshakes.bytesBehind(
                            context, handshake, content, Direction.SERVER_TO_CLIENT)
                        == TlsHandshakes.ALERT_BYTES)
            .isPresent()
        && isClosedAtOnce(context, handshake);
  }

  private static boolean isClosedAtOnce(RuleContext context, Exchange handshake) {
    Closing closing = context.connection(handshake.connection()).closing();
    long due =
        handshake.span().endNanos()
            + context.measurements().roundTripNanos(handshake.connection())
            + UnusedHandshakes.AT_ONCE_NANOS;
    return closing.finNanos() >= 0
        && closing.firstFinBy() == Direction.SERVER_TO_CLIENT
        && closing.finNanos() <= due;
  }

  /**
   * What is said of them.
   *
   * @param refused handshakes with one server; never empty
   */
  static Finding finding(RuleInfo info, List<Exchange> refused) {
    FindingDraft draft =
        new FindingDraft(info, Party.SERVER_OPERATIONS)
            .atLeast(Severity.MAJOR)
            .confidence(LIKELY)
            .evidence(
                Evidence.count("handshakes", refused.size(), "TLS handshake"),
                Evidence.text("server", refused.getFirst().server().toString()));
    return FailedHandshakes.claim(draft, refused)
        .advice(
            "If the server asks for a certificate of the client: give it one, as"
                + " `requests.get(url, cert=(\"client.pem\", \"client.key\"))`, and let the server"
                + " trust its issuer (nginx: `ssl_client_certificate`).",
            "The server's log says why: nginx `error_log ... info`, OpenSSL's error queue.")
        .finding(
            "The server refused {handshakes} when the client had finished",
            "{server} answered the end of the handshake with an alert that cannot be read without"
                + " keys, and closed the connection. In TLS 1.3 a server refuses a client's"
                + " certificate, or the lack of one, only then.");
  }
}
