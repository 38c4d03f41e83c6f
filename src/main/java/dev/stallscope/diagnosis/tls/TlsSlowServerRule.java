package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** S05: the server took long over its part of the handshake. */
public final class TlsSlowServerRule implements Rule {
  /** What no healthy key needs (STALLS 2.6, S05). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  /** Less may be another program's turn on the processor (a minor loss, STALLS 2.5) ... */
  private static final long NOTABLE_NANOS = Nanos.ofMillis(40);

  /** ... unless it comes again and again. */
  private static final int HABIT = 3;

  private static final String HELP =
      """
      ## What it is
      Between the ClientHello and the server's answer lies one journey and what the server computes: a \
      signature, a look-up of a session, sometimes a wait for a free worker.

      ## How it is recognised
      The server's answer took at least 10 ms longer than the path's shortest round trip, and nothing \
      was lost meanwhile. Less than 40 ms is only mentioned, unless 3 handshakes lost 10 ms. An RSA-2048 signature takes about 1 ms, RSA-4096 several.

      ## What it is mistaken for
      A long path: its round trip is taken off first, and in a tunnel through a proxy what the \
      quickest answer took. Ways that take now more, now less: where the server's own clock tells \
      when it had the question (RFC 7323), no more counts than passed from then to its answer.

      ## What to do
      Use ECDSA keys, let sessions be resumed, and give TLS enough workers.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("tls-slow-server", Layer.TLS, "The server took long in the TLS handshake", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return TlsHandshakes.judge(
        context,
        TlsSlowServerRule::finding,
        "No server took long in its handshake.",
        StallCause.TLS_SLOW_SERVER);
  }

  private static boolean isNotable(WaitGroup group) {
    long slow = group.waits().stream().filter(w -> w.lostNanos() >= LEAST_LOST_NANOS).count();
    return group.worst().lostNanos() >= NOTABLE_NANOS || slow >= HABIT;
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.worst().lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .atMost(isNotable(group) ? Severity.CRITICAL : Severity.INFO)
            .evidence(TlsHandshakes.lost(group))
            .advice(
                "Use an ECDSA P-256 or RSA-2048 key instead of RSA-4096.",
                "nginx: `worker_processes auto; ssl_session_cache shared:SSL:10m;`. gunicorn and"
                    + " uvicorn: let nginx end TLS, their event loop computes keys between"
                    + " requests.",
                "Look at what else the server did in that moment: a blocked event loop delays"
                    + " handshakes too.")
            .finding(
                "The server spent {time lost} in TLS handshakes",
                "The server answered {handshakes} later than the path explains; the longest such"
                    + " wait was {longest wait}. The network had delivered what the server"
                    + " needed."));
  }
}
