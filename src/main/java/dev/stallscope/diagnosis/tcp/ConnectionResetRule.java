package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connection was ended in the middle of an exchange (STALLS 1.4, RST classification). */
public final class ConnectionResetRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      One side ended the connection at once (RST, RFC 9293 section 3.5.2) while an answer was due or \
      on its way, or the server closed it (FIN) before the end that its answer had announced. What \
      was missing never came. Who ended the connection says who has to act.

      ## How it is recognised
      A RST came when the last request on the connection had no complete answer. Where its TTL \
      differs from that of the side in whose name it was sent, a device between sent it. A client \
      that gives up is reported without severity: often a person closed the page. Or the server sent \
      the first FIN, and fewer bytes had come than Content-Length had announced, or no last chunk \
      (RFC 9112 section 8).

      ## What it is mistaken for
      A RST after a complete answer, which hurts nobody. A close that ends an answer without \
      length, or an event stream. A request that met a connection which the \
      server was just closing: that is keep-alive-race. A RST that answers a SYN: that is \
      connection-refused.

      ## What to do
      Look at the log of the side that sent it, at the time of the packet.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("connection-reset", Layer.TCP, "The connection ended in the middle", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    List<TcpConnection> connections = context.measurements().connections();
    if (connections.isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    Map<Resets, List<BrokenExchange>> broken = new LinkedHashMap<>();
    int resets = 0;
    for (TcpConnection connection : connections) {
      resets += connection.closing().resetNanos() >= 0 ? 1 : 0;
      BrokenExchange.of(context, connection)
          .ifPresent(
              one -> broken.computeIfAbsent(Resets.of(one), _ -> new ArrayList<>()).add(one));
    }
    List<Finding> findings = broken.values().stream().map(all -> finding(context, all)).toList();
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            "No answer was cut off. Connections that ended with a reset: %,d of %,d."
                .formatted(resets, connections.size()))
        : new RuleOutcome.Found(findings);
  }

  /** Ends of the same kind between the same two are one trouble. */
  private record Resets(IpAddress client, Endpoint server, BrokenExchange.Kind kind) {
    static Resets of(BrokenExchange broken) {
      return new Resets(
          broken.connection().client().address(), broken.connection().server(), broken.kind());
    }
  }

  /** Told of the first; the others add their time and their packets. */
  private static Finding finding(RuleContext context, List<BrokenExchange> all) {
    BrokenExchange broken = all.getFirst();
    FindingDraft draft =
        new FindingDraft(INFO, broken.party())
            .confidence(broken.isForeign() ? 0.7 : 0.9)
            .atLeast(broken.party() == Party.CLIENT_APPLICATION ? Severity.INFO : Severity.MINOR)
            .evidence(
                Evidence.text(
                    broken.isReset() ? "who sent the RST" : "who closed",
                    broken.sender(),
                    broken.endPacket()),
                Evidence.duration("silence before it", silenceNanos(context, broken)),
                Evidence.duration("since the request", broken.endNanos() - broken.startNanos()))
            .evidence(broken.received().toArray(Evidence[]::new));
    if (all.size() > 1) {
      draft.evidence(Evidence.count("reset", all.size(), "connection"));
    }
    for (BrokenExchange one : all) {
      draft
          .exchange(one.exchange().id())
          .connection(one.connection().id())
          .span(new TimeSpan(one.exchange().span().startNanos(), one.endNanos()))
          .packet(one.exchange().lastPacket())
          .packet(one.endPacket());
      claims(context, one).forEach(draft::claim);
    }
    return all.size() == 1
        ? broken.advise(draft).finding(broken.title(), broken.explanation())
        : broken
            .advise(draft)
            .finding(
                broken.titleOfSeveral(),
                "It happened to {reset}. Of the first: " + broken.explanation());
  }

  /** Where bytes before it are missing, what had come is handed on only at the end. */
  private static long silenceNanos(RuleContext context, BrokenExchange broken) {
    return claims(context, broken).stream()
        .filter(claim -> claim.span().endNanos() == broken.endNanos())
        .mapToLong(claim -> claim.span().durationNanos())
        .reduce(broken.silenceNanos(), Math::max);
  }

  private static List<TimeClaim> claims(RuleContext context, BrokenExchange broken) {
    Set<Integer> one = Set.of(broken.connection().id());
    return context.waits().on(one, StallCause.CONNECTION_RESET).stream().map(Wait::claim).toList();
  }
}
