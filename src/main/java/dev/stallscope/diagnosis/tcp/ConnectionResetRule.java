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
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** A connection was reset in the middle of an exchange (STALLS 1.4, RST classification). */
public final class ConnectionResetRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      One side ended the connection at once (RST, RFC 9293 section 3.5.2) while an answer was due or \
      on its way. What was missing never came. Who sent the RST says who has to act.

      ## How it is recognised
      A RST came when the last request on the connection had no complete answer. Where its TTL \
      differs from that of the side in whose name it was sent, a device between sent it. A client \
      that gives up is reported without severity: often a person closed the page.

      ## What it is mistaken for
      A RST after a complete answer, which hurts nobody. A request that met a connection which the \
      server was just closing: that is keep-alive-race. A RST that answers a SYN: that is \
      connection-refused.

      ## What to do
      Look at the log of the side that sent it, at the time of the packet.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("connection-reset", Layer.TCP, "The connection was reset in the middle", HELP);

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
    List<Finding> findings = new ArrayList<>();
    int resets = 0;
    for (TcpConnection connection : connections) {
      if (connection.closing().resetNanos() >= 0) {
        resets++;
        BrokenExchange.of(context, connection)
            .map(broken -> finding(context, broken))
            .ifPresent(findings::add);
      }
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            "No reset cut an answer off. Connections that ended with one: %,d of %,d."
                .formatted(resets, connections.size()))
        : new RuleOutcome.Found(findings);
  }

  private static Finding finding(RuleContext context, BrokenExchange broken) {
    Exchange exchange = broken.exchange();
    List<TimeClaim> claims = claims(context, broken);
    FindingDraft draft =
        new FindingDraft(INFO, broken.party())
            .exchange(exchange.id())
            .connection(broken.connection().id())
            .span(new TimeSpan(exchange.span().startNanos(), broken.endNanos()))
            .confidence(broken.isForeign() ? 0.7 : 0.9)
            .atLeast(broken.party() == Party.CLIENT_APPLICATION ? Severity.INFO : Severity.MINOR)
            .evidence(
                Evidence.text("who sent the RST", broken.sender(), broken.resetPacket()),
                Evidence.duration("silence before it", broken.silenceNanos()),
                Evidence.duration("since the request", broken.endNanos() - broken.startNanos()),
                Evidence.bytes("answer received", broken.receivedBytes()))
            .packet(exchange.lastPacket());
    claims.forEach(draft::claim);
    return broken.advise(draft).finding(broken.title(), broken.explanation());
  }

  private static List<TimeClaim> claims(RuleContext context, BrokenExchange broken) {
    return context.waits().with(StallCause.CONNECTION_RESET).stream()
        .filter(wait -> wait.connection() == broken.connection().id())
        .map(Wait::claim)
        .toList();
  }
}
