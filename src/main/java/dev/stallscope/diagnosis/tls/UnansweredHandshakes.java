package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.tls.TlsFlight;
import dev.stallscope.protocol.tls.TlsHandshake;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Handshakes that no byte of the server's answered, until the client closed the connection: its
 * program has accepted nothing yet, hangs, or speaks no TLS and waits for more.
 */
final class UnansweredHandshakes {
  private UnansweredHandshakes() {}

  /** Whether a failed handshake is one. */
  static boolean isOne(RuleContext context, Exchange failed) {
    Optional<TlsHandshake> content = TlsHandshakes.content(failed);
    return content.isPresent()
        && content.get().fatalAlert().isEmpty()
        && !content.get().flights().isEmpty()
        && content.get().flights().stream()
            .map(TlsFlight::direction)
            .allMatch(Direction.CLIENT_TO_SERVER::equals)
        && context.connection(failed.connection()).closing().firstFinBy()
            != Direction.SERVER_TO_CLIENT
        && context.connection(failed.connection()).closing().resetBy()
            != Direction.SERVER_TO_CLIENT;
  }

  /** Whether the server had answered, and the path had lost that. */
  static boolean isLostOnTheWay(RuleContext context, Exchange unanswered) {
    Set<Integer> connection = Set.of(unanswered.connection());
    return !context.waits().on(connection, StallCause.PATH_MTU_BLACK_HOLE).isEmpty()
        || !context.waits().on(connection, StallCause.PATH_OUTAGE).isEmpty();
  }

  /**
   * What is said of them.
   *
   * @param unanswered handshakes with one server; never empty
   */
  static Finding finding(RuleInfo info, List<Exchange> unanswered) {
    FindingDraft draft =
        new FindingDraft(info, Party.SERVER_OPERATIONS)
            .atLeast(Severity.MAJOR)
            .evidence(
                Evidence.count("handshakes", unanswered.size(), "TLS handshake"),
                Evidence.text("server", unanswered.getFirst().server().toString()),
                Evidence.duration(
                    "longest wait",
                    unanswered.stream().mapToLong(Exchange::durationNanos).max().orElse(0)));
    return FailedHandshakes.claim(draft, unanswered)
        .advice(
            "Look at what the server's program does: a worker that hangs, or none that is free to"
                + " accept. The system answers the connect by itself.",
            "Ask it by hand: `openssl s_client -connect HOST:PORT -servername HOST`. Where it says"
                + " nothing either, see whether the port speaks TLS at all.")
        .finding(
            "{server} left {handshakes} unanswered for {longest wait}",
            "The client's hello had been sent, and nothing came back until the client closed the"
                + " connection, so that no request could be sent.");
  }
}
