package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.tls.CertificateSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Handshakes that were agreed and left at once without a request, where the server's certificate is
 * for other names than the client asked for: libraries that compare the name themselves do so when
 * the handshake is over, and close without an alert.
 */
final class UnfitCertificates {
  /** A health check that asks nothing leaves in the same way. */
  private static final double LIKELY = 0.8;

  private static final int SHOWN_NAMES = 3;

  private UnfitCertificates() {}

  /** Whether a handshake that did not fail is one. */
  static boolean isOne(RuleContext context, Exchange handshake) {
    return UnusedHandshakes.isLeftAtOnce(context, handshake)
        && TlsHandshakes.content(handshake).filter(UnfitCertificates::isUnfit).isPresent();
  }

  private static boolean isUnfit(TlsHandshake content) {
    return content
        .serverName()
        .flatMap(asked -> own(content).map(certificate -> !certificate.covers(asked)))
        .orElse(false);
  }

  private static Optional<CertificateSummary> own(TlsHandshake content) {
    return content.certificates().flatMap(chain -> chain.certificates().stream().findFirst());
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
            .atLeast(Severity.MAJOR)
            .confidence(LIKELY)
            .evidence(
                Evidence.count("handshakes", left.size(), "TLS handshake"),
                Evidence.text("server", left.getFirst().server().toString()),
                Evidence.text("asked name", first.serverName().orElseThrow()),
                Evidence.text("names in the certificate", names(own(first).orElseThrow())));
    return FailedHandshakes.claim(draft, left)
        .advice(
            "Use the name that the certificate is for, or install one for the name in use:"
                + " `openssl s_client -connect HOST:PORT -servername HOST | openssl x509 -noout -ext"
                + " subjectAltName`.",
            "If several sites share the server: look whether it chose the right one's certificate"
                + " (nginx `server_name`, Caddy and Traefik per host).")
        .finding(
            "The client left {handshakes}: the certificate is not for {asked name}",
            "The server's certificate is for {names in the certificate}, and the client asked for"
                + " {asked name}. It closed the connection as soon as the handshake was over, without a"
                + " request and without an alert, as clients do that compare the name themselves.");
  }

  private static String names(CertificateSummary certificate) {
    String shown =
        certificate.names().stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "));
    return certificate.names().size() > SHOWN_NAMES ? shown + " …" : shown;
  }
}
