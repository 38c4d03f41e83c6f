package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.tls.TlsFlight;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Optional;

/**
 * Handshakes that the client left: the server had answered, it was the client's turn, and after a
 * while it closed the connection without an alert. Scans, probes and stopped programs do so; a
 * client that rejects what it got does it at once.
 */
final class AbandonedHandshakes {
  private static final long LEAST_IDLE_NANOS = Nanos.ofMillis(500);

  private AbandonedHandshakes() {}

  /** Whether a failed handshake is one. */
  static boolean isOne(RuleContext context, Exchange failed) {
    Optional<TlsHandshake> content = TlsHandshakes.content(failed);
    if (content.isEmpty()
        || content.get().flights().isEmpty()
        || content.get().fatalAlert().isPresent()) {
      return false;
    }
    TlsFlight last = content.get().flights().getLast();
    return last.direction() == Direction.SERVER_TO_CLIENT
        && UnusedHandshakes.leftNanos(context, failed.connection()) - last.endNanos()
            >= LEAST_IDLE_NANOS;
  }

  /**
   * What is said of them.
   *
   * @param left handshakes with one server; never empty
   */
  static Finding finding(RuleInfo info, List<Exchange> left) {
    FindingDraft draft =
        new FindingDraft(info, Party.CLIENT_APPLICATION)
            .atLeast(Severity.MINOR)
            .atMost(Severity.MINOR)
            .evidence(
                Evidence.count("handshakes", left.size(), "TLS handshake"),
                Evidence.text("server", left.getFirst().server().toString()));
    for (Exchange handshake : left) {
      draft
          .exchange(handshake.id())
          .connection(handshake.connection())
          .span(handshake.span())
          .packet(handshake.lastPacket());
    }
    return draft
        .advice(
            "Look at what the client is: a scanner, a health check and a load balancer's probe open"
                + " connections that they do not mean to use.",
            "If it is your program: look for an exception or a timeout between connecting and the"
                + " first request.")
        .finding(
            "The client left {handshakes} after the server's answer",
            "{server} had answered, and the client neither went on nor said why (no alert) before it"
                + " closed the connection.");
  }
}
