package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeFailure.Kind;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Says why a TLS handshake failed.
 *
 * @param host without its port
 * @param server the address that was talked to
 * @param chain what the server showed until then
 */
record TlsFailure(String host, String server, List<CertificateFacts> chain) {
  private static final int MANY_NAMES = 5;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

  /** The failure that the exception stands for. */
  ProbeFailure of(SSLException problem, Phase phase) {
    String message = FailureSentence.text(problem);
    if (problem instanceof SSLPeerUnverifiedException) {
      return new ProbeFailure(Kind.CERTIFICATE_NAME_MISMATCH, phase, nameMismatch());
    }
    if (is(problem, CertificateExpiredException.class)) {
      return new ProbeFailure(Kind.CERTIFICATE_EXPIRED, phase, expired());
    }
    if (is(problem, CertificateNotYetValidException.class)) {
      return new ProbeFailure(Kind.CERTIFICATE_NOT_YET_VALID, phase, notYetValid());
    }
    if (is(problem, CertPathBuilderException.class)) {
      return new ProbeFailure(Kind.CERTIFICATE_UNKNOWN, phase, unknown());
    }
    if (is(problem, CertificateException.class)) {
      return new ProbeFailure(
          Kind.CERTIFICATE_REJECTED,
          phase,
          "The certificate of %s is not acceptable: %s.".formatted(host, problem.getMessage()));
    }
    if (message.contains("unrecognized ssl message")) {
      return new ProbeFailure(
          Kind.NOT_TLS,
          phase,
          "%s does not speak TLS on this port; try http:// instead of https://.".formatted(server));
    }
    return refused(problem, message, phase);
  }

  private ProbeFailure refused(SSLException problem, String message, Phase phase) {
    if (message.contains("no_application_protocol")) {
      return noCommonProtocol(phase);
    }
    if (is(problem, SocketException.class) || message.contains("terminated the handshake")) {
      return new ProbeFailure(
          Kind.RESET, phase, "%s broke off the TLS handshake.".formatted(server));
    }
    return new ProbeFailure(
        Kind.TLS_REFUSED,
        phase,
        "The TLS handshake with %s failed: %s.".formatted(server, problem.getMessage()));
  }

  /** The alert no_application_protocol came (RFC 7301 section 3.2). */
  ProbeFailure noCommonProtocol(Phase phase) {
    return new ProbeFailure(
        Kind.VERSION_NOT_OFFERED,
        phase,
        "%s speaks none of the versions of HTTP that it was offered (ALPN): it refused the"
                .formatted(host)
            + " handshake with no_application_protocol.");
  }

  private static boolean is(Throwable problem, Class<? extends Throwable> type) {
    return FailureSentence.cause(problem, type).isPresent();
  }

  private String nameMismatch() {
    List<String> names = chain.isEmpty() ? List.of() : chain.getFirst().names();
    String shown = String.join(", ", names.subList(0, Math.min(MANY_NAMES, names.size())));
    String more =
        names.size() > MANY_NAMES ? " and %,d more".formatted(names.size() - MANY_NAMES) : "";
    return "The certificate that %s shows is not for %s but for %s."
        .formatted(server, host, shown.isEmpty() ? "no host at all" : shown + more);
  }

  private String expired() {
    Instant now = Instant.now();
    return chain.stream()
        .filter(certificate -> certificate.notAfter().isBefore(now))
        .findFirst()
        .map(
            certificate ->
                "The certificate of %s for %s expired on %s."
                    .formatted(host, certificate.subject(), DAY.format(certificate.notAfter())))
        .orElse("A certificate of %s has expired.".formatted(host));
  }

  private String notYetValid() {
    Instant now = Instant.now();
    return chain.stream()
        .filter(certificate -> certificate.notBefore().isAfter(now))
        .findFirst()
        .map(
            certificate ->
                "The certificate of %s for %s is valid only from %s on; is the clock right here?"
                    .formatted(host, certificate.subject(), DAY.format(certificate.notBefore())))
        .orElse("A certificate of %s is not valid yet.".formatted(host));
  }

  private String unknown() {
    String issuer = chain.isEmpty() ? "an unknown authority" : chain.getLast().issuer();
    return "The certificate of %s is signed by %s, which is not trusted here."
        .formatted(host, issuer);
  }
}
