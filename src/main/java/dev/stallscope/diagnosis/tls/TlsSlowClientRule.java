package dev.stallscope.diagnosis.tls;

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
import java.util.Optional;

/** S06: the client took long to verify or to finish. */
public final class TlsSlowClientRule implements Rule {
  /** Checking a chain takes a few ms; 30 is beyond it (STALLS 2.6, S06). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(30);

  private static final String HELP =
      """
      ## What it is
      When the server has sent all it has to, the client checks the certificate and finishes. Some \
      clients ask a revocation service first (OCSP, CRL) or load large stores of certificates.

      ## How it is recognised
      The client's next message came at least 30 ms later than the path explains, and nothing was lost \
      meanwhile.

      ## What it is mistaken for
      A loss on the way to the client: retransmissions are charged to the loss.

      ## What to do
      Let the server staple its certificate's status, and build the client's TLS context once.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("tls-slow-client", Layer.TLS, "The client took long in the TLS handshake", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return TlsHandshakes.judge(
        context,
        TlsSlowClientRule::finding,
        "No client took long in its handshake.",
        StallCause.TLS_SLOW_CLIENT);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.worst().lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .waits(group)
            .evidence(TlsHandshakes.lost(group))
            .advice(
                "Build the TLS context once: `ssl.create_default_context()` reads all trusted"
                    + " certificates. httpx does it for each new client, requests for each new"
                    + " connection: keep one `httpx.Client` or `requests.Session` with its open"
                    + " connections.",
                "nginx: `ssl_stapling on; ssl_stapling_verify on;`, where the certificate's issuer"
                    + " still runs OCSP.",
                "Do not block the event loop while connecting.")
            .finding(
                "The client spent {time lost} in TLS handshakes",
                "The client had all it needed and still took its time in {handshakes}; the longest"
                    + " such wait was {longest wait}. Neither the path nor the server explains"
                    + " it."));
  }
}
