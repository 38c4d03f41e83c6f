package dev.stallscope.diagnosis.tls;

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
import dev.stallscope.tls.CertificateList;
import java.util.Comparator;
import java.util.Optional;

/** S04: the certificate chain did not fit into the first window. */
public final class TlsCertificateFlightRule implements Rule {
  /** The lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      A server may send about ten packets (14.6 kB) on a new connection before it must wait for the \
      client to confirm them. A longer certificate chain is cut there, and the rest comes a round trip \
      later.

      ## How it is recognised
      The server sent 9 to 10 full segments of its handshake, was silent for about one round trip, and \
      went on at the client's ACK (RFC 6928: an initial window of 10 segments). How long the chain is can \
      be told up to TLS 1.2, and in TLS 1.3 with keys. Counted from 10 ms in \
      total, the lower limit of a minor loss.

      ## What it is mistaken for
      A server that computes: there no ACK ends the pause.

      ## What to do
      Send less: an ECDSA certificate, few names in it, and no root or cross-signed certificates.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "tls-certificate-flight",
          Layer.TLS,
          "The certificate chain did not fit the first window",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return TlsHandshakes.judge(
        context,
        group -> finding(context, group),
        "No certificate chain waited for the window to open.",
        StallCause.TLS_CERTIFICATE_FLIGHT);
  }

  /** What the chain came to, where it was seen: TLS 1.3 shows it only to who has keys. */
  private static Evidence[] chain(RuleContext context, WaitGroup group) {
    return group.exchanges().stream()
        .map(context::exchange)
        .flatMap(exchange -> TlsHandshakes.content(exchange).stream())
        .flatMap(handshake -> handshake.certificates().stream())
        .max(Comparator.comparingInt(CertificateList::chainBytes))
        .map(
            chain ->
                new Evidence[] {
                  Evidence.count("certificates", chain.count(), "certificate"),
                  Evidence.bytes("certificate chain", chain.chainBytes())
                })
        .orElseGet(() -> new Evidence[0]);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(TlsHandshakes.lost(group))
            .evidence(chain(context, group))
            .advice(
                "Use an ECDSA P-256 certificate and send only the leaf and its intermediate: check"
                    + " with `openssl s_client -connect HOST:443 -showcerts`.",
                "Split certificates with hundreds of names; certificate compression (RFC 8879)"
                    + " helps where both ends know it.",
                "Only with care: a larger first window, `ip route change default via GATEWAY"
                    + " initcwnd 20`.")
            .finding(
                "A long certificate chain cost {time lost}",
                "The server could send only the beginning of its certificates before it had to wait"
                    + " for the client, in {handshakes}. The rest came one journey there and back"
                    + " later."));
  }
}
