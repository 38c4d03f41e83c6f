package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** C02: RST or an ICMP error answered the SYN. */
public final class ConnectionRefusedRule implements Rule {
  /** A client that falls back to another address does so within a second. */
  private static final long FALLBACK_NANOS = Nanos.ofSeconds(1);

  private static final String HELP =
      """
      ## What it is
      The server's host answered, but nobody listens on that port, or a firewall rejects it: the \
      connection fails at once.

      ## How it is recognised
      A SYN was answered by RST or by an ICMP error (RFC 9293 section 3.10.7), which says whether the \
      host, a firewall or a router refused. Where the same \
      client reached the same port at another address within 1 s, the refusal cost next to nothing \
      and is only mentioned: `localhost` tried over IPv6 first looks like this.

      ## What it is mistaken for
      A firewall that drops: there, nothing answers, and it takes seconds (`connect-timeout`).

      ## What to do
      Start the service, or correct host and port. Behind a proxy, take an instance out of the \
      pool until its readiness probe succeeds. Bind to `0.0.0.0` or `::`, not to `127.0.0.1`, \
      where others shall connect.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("connection-refused", Layer.TCP, "Nobody listened on the port", HELP);

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
    ReachedServers reached = ReachedServers.of(context);
    Map<Boolean, List<FailedConnects>> byFallback =
        FailedConnects.byHosts(connections, Outcome.REFUSED).stream()
            .collect(
                Collectors.partitioningBy(failed -> failed.hasFallback(reached, FALLBACK_NANOS)));
    List<Finding> findings = new ArrayList<>();
    FailedConnects.gathered(byFallback.getOrDefault(false, List.of()))
        .forEach(failed -> findings.add(finding(context, failed, false)));
    byFallback
        .getOrDefault(true, List.of())
        .forEach(failed -> findings.add(finding(context, failed, true)));
    return findings.isEmpty()
        ? new RuleOutcome.Clear("No connection was refused. " + CaptureText.handshakes(context))
        : new RuleOutcome.Found(findings);
  }

  private static Finding finding(RuleContext context, FailedConnects failed, boolean hasFallback) {
    Refusal refusal = Refusal.of(failed.connections().getFirst());
    FindingDraft draft =
        failed
            .draft(INFO, refusal.party(), context, StallCause.CONNECTION_REFUSED)
            .atMost(hasFallback ? Severity.INFO : Severity.CRITICAL);
    if (!hasFallback) {
      draft.atLeast(Severity.MINOR);
    }
    boolean isRepeated = failed.syns() > failed.connections().size();
    if (isRepeated) {
      draft.evidence(
          Evidence.count("SYNs", failed.syns(), "SYN"),
          Evidence.duration("longest attempt", failed.longestNanos()));
    }
    return draft
        .evidence(
            Evidence.count("refused", failed.connections().size(), "connection"),
            Evidence.count("servers", failed.servers(), "server"),
            Evidence.duration("time until refused", failed.longestRefusalNanos()))
        .advice(refusal.advice())
        .finding(
            (refusal == Refusal.UNREACHABLE
                    ? "{refused} could not reach %s"
                    : "%s refused {refused}")
                .formatted(failed.subject()),
            refusal.words()
                + (isRepeated
                    ? " " + failed.who() + " sent {SYNs} all the same, for up to {longest attempt}."
                    : "")
                + (hasFallback
                    ? " " + failed.who() + " reached another address at the same port soon."
                    : " What wanted to connect had to fail or to try again."));
  }
}
