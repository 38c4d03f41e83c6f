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
 * Handshakes that the client left without an alert: after a while, when the server had answered and
 * it was the client's turn, or at once, before it had all of that answer. Scans, probes and stopped
 * programs do the one, browsers that take another connection the other; a client that rejects what
 * it got does it when it has it.
 */
final class AbandonedHandshakes {
  private static final long LEAST_IDLE_NANOS = Nanos.ofMillis(500);

  private AbandonedHandshakes() {}

  /** Whether the client of a failed handshake left after a while. */
  static boolean isLate(RuleContext context, Exchange failed) {
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
   * Whether the client left so soon that it cannot have minded the answer: it had not all of it.
   */
  static boolean isEarly(RuleContext context, Exchange failed) {
    return TlsHandshakes.content(failed)
        .filter(content -> content.fatalAlert().isEmpty())
        .map(TlsHandshake::flights)
        .filter(flights -> isEarly(context, failed, flights))
        .isPresent();
  }

  private static boolean isEarly(RuleContext context, Exchange failed, List<TlsFlight> flights) {
    if (flights.isEmpty() || flights.getFirst().direction() != Direction.CLIENT_TO_SERVER) {
      return false;
    }
    long left = UnusedHandshakes.leftNanos(context, failed.connection());
    boolean isAnswered =
        flights.stream()
            .anyMatch(
                flight ->
                    flight.direction() == Direction.SERVER_TO_CLIENT && flight.endNanos() <= left);
    return left >= 0 && !isAnswered && left - flights.getFirst().endNanos() < LEAST_IDLE_NANOS;
  }

  private static FindingDraft draft(RuleInfo info, List<Exchange> left) {
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
    return draft;
  }

  /**
   * What is said of those that were left at once.
   *
   * @param left handshakes with one server; never empty
   */
  static Finding early(RuleInfo info, List<Exchange> left) {
    return draft(info, left)
        .advice(
            "A browser that races two connections, or leaves a page, does so: nothing to mend.",
            "If it is your program: look for a connect timeout that is shorter than a handshake.")
        .finding(
            "The client left {handshakes} before the server's answer was there",
            "{server} had not answered, or not in full, when the client closed the connection"
                + " without an alert. It cannot have minded what it had not got.");
  }

  /**
   * What is said of those that were left after a while.
   *
   * @param left handshakes with one server; never empty
   */
  static Finding late(RuleInfo info, List<Exchange> left) {
    return draft(info, left)
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
