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
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;

/** C03: nothing answered the SYNs. */
public final class ConnectTimeoutRule implements Rule {
  /** The first SYN is repeated after 1 s (RFC 6298): before that, silence proves nothing. */
  private static final long LEAST_SILENCE_NANOS = Nanos.ofSeconds(1);

  /** A SYN that comes again sooner is a copy, and no timer ran out (Linux' least timeout). */
  private static final long LEAST_TIMER_NANOS = Nanos.ofMillis(200);

  /** Attempts over another address family that began by then belong to a race (RFC 8305). */
  private static final long RACE_NANOS = Nanos.ofSeconds(5);

  private static final String HELP =
      """
      ## What it is
      The client asked for a connection, several times, and nothing answered, neither a yes nor a \
      no. It waited until its own timeout.

      ## How it is recognised
      A SYN repeated after 200 ms or more, or silence of 1 s after the first (the initial timer of \
      RFC 6298), and no answer until the client gave up or the capture ended. Where the capture \
      ended less than 1 s after the first SYN, an answer may still have come: then it is only \
      mentioned. More than four clients that failed at one server are told of together. If another \
      address family was reached meanwhile, within 5 s, it is `address-family-fallback` instead.

      ## What it is mistaken for
      A capture that ends right after the first SYN, or one that lacks the server's direction: \
      then nothing is said. A refused connection answers at once.

      ## What to do
      Something drops the packets: a firewall, a security group, a host that is down, a wrong \
      address. Until that is found, a short connect timeout makes the failure cheap.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("connect-timeout", Layer.TCP, "Nothing answered the attempt to connect", HELP);

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
    List<TcpConnection> silent =
        connections.stream().filter(connection -> isTimeout(context, connection)).toList();
    ReachedServers reached = ReachedServers.of(context);
    List<FailedConnects> alone =
        FailedConnects.byHosts(silent, Outcome.UNANSWERED).stream()
            .filter(failed -> !failed.hasFallback(reached, RACE_NANOS))
            .toList();
    List<Finding> findings =
        FailedConnects.gathered(alone).stream().map(failed -> finding(context, failed)).toList();
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            "Every attempt to connect was answered. " + CaptureText.handshakes(context))
        : new RuleOutcome.Found(findings);
  }

  private static boolean isTimeout(RuleContext context, TcpConnection connection) {
    Handshake handshake = connection.handshake();
    long until = context.measurements().capture().lastNanos();
    return handshake.outcome() == Outcome.UNANSWERED
        && !connection.has(CaptureQuality.ONE_SIDED)
        && (handshake.lastSynNanos() - handshake.synNanos() >= LEAST_TIMER_NANOS
            || until - handshake.synNanos() >= LEAST_SILENCE_NANOS);
  }

  private static Finding finding(RuleContext context, FailedConnects failed) {
    long longest =
        Math.max(
            failed.longestNanos(),
            context
                .computed(WaitingRequests.class, WaitingRequests::of)
                .longestNanos(failed.connections()));
    long syns = failed.connections().stream().mapToLong(one -> one.handshake().synCount()).sum();
    long until = context.measurements().capture().lastNanos();
    boolean isCut = failed.lastSynNanos() > until - LEAST_SILENCE_NANOS;
    FindingDraft draft = failed.draft(INFO, Party.NETWORK, context, StallCause.CONNECT_TIMEOUT);
    if (failed.firstSynNanos() > until - LEAST_SILENCE_NANOS) {
      draft.atMost(Severity.INFO);
    } else {
      draft.atLeast(Severity.MINOR);
    }
    return draft
        .confidence(0.9)
        .evidence(
            Evidence.count("attempts", failed.connections().size(), "connection"),
            Evidence.count("SYNs", syns, "SYN"),
            Evidence.count("servers", failed.servers(), "server"),
            Evidence.duration("longest attempt", longest))
        .advice(
            "Check the path to %s: firewall or security group with DROP, host down, wrong address."
                .formatted(failed.server()),
            "Set a connect timeout: httpx `Timeout(10, connect=3)`, requests `timeout=(3.05, 10)`,"
                + " aiohttp `ClientTimeout(connect=3)`, psycopg `connect_timeout=3`.",
            "Let a firewall reject instead of drop inside your own network: failing takes"
                + " milliseconds then.")
        .finding(
            "%s %s: {attempts} tried%s"
                .formatted(
                    failed.subject(),
                    isCut ? "did not answer before the capture ended" : "never answered",
                    longest == 0 ? ", none twice" : " for up to {longest attempt}"),
            failed.who()
                + " sent {SYNs} and got neither an acceptance nor a refusal. A firewall that"
                + " drops packets, or a host that is down, looks like this.");
  }
}
