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

/** S03: the server refused the key share and asked for another. */
public final class TlsHelloRetryRule implements Rule {
  /** The lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      In TLS 1.3 the client guesses which kind of key the server likes. Where it guesses wrong, the \
      server answers with a HelloRetryRequest and the handshake starts over: one more round trip.

      ## How it is recognised
      The ServerHello carried the fixed random value of RFC 8446 section 4.1.3, and the client waited \
      for the second answer. Counted from 10 ms in total, the lower limit of a minor loss.

      ## What it is mistaken for
      A ServerHello that was lost and sent again: there the same bytes come twice.

      ## What to do
      Let the server accept what clients send first: X25519, then P-256.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("tls-hello-retry", Layer.TLS, "The server asked for another key share", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return TlsHandshakes.judge(
        context,
        TlsHelloRetryRule::finding,
        "No server refused a key share.",
        StallCause.TLS_HELLO_RETRY);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(TlsHandshakes.lost(group))
            .advice(
                "nginx: `ssl_ecdh_curve X25519:prime256v1:secp384r1;`, so that the client's first"
                    + " choice is accepted.",
                "Where only the client can change: order its groups so that the server's favourite"
                    + " comes first.")
            .finding(
                "The TLS handshake began again with another key: {time lost}",
                "The server did not accept the key that the client had sent along and asked for"
                    + " another, in {handshakes}. That is one more journey there and back for"
                    + " each."));
  }
}
