package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Q04: nothing answered over UDP, and the client went over to TCP or gave up. */
public final class QuicFallbackRule implements Rule {
  /** A client that tries TCP later than this does it for another reason. */
  private static final long LONGEST_PATIENCE_NANOS = Nanos.ofSeconds(15);

  /** Before the first timer has run out twice, silence proves nothing (RFC 9002 section 6.2.2). */
  private static final long LEAST_SILENCE_NANOS = Nanos.ofSeconds(1);

  private static final String HELP =
      """
      ## What it is
      HTTP/3 needs UDP port 443. Where a firewall drops it, nobody answers; the client notices only \
      by waiting, and then connects over TCP.

      ## How it is recognised
      A client sent the first packets of a QUIC handshake, nothing at all came back, and within 15 s \
      it connected over TCP to the same address and port, or to the same name. Lost is the time \
      from the first QUIC packet until the TCP connection began; nothing where TCP was tried at the \
      same time or was open already, as browsers do. Where nothing stood in, it counts from 1 s and a \
      packet that was sent again; but where the capture holds no TCP of the client at all, it does \
      not tell whether anybody waited, and nothing counts as lost. It can be seen without keys.

      ## What it is mistaken for
      A server that is down, which does not answer over TCP either; a QUIC connection that was \
      given up later.

      ## What to do
      Let UDP port 443 pass, or do not announce HTTP/3 where it cannot work.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "quic-fallback",
          Layer.QUIC,
          "QUIC was not answered; TCP had to do, or nothing did",
          HELP);

  /** An attempt that was given up for a TCP connection. */
  private record Fallback(Exchange attempt, Exchange connect) {
    /**
     * From the first packet to the connection that took its place; empty where both went at once.
     */
    TimeSpan lost() {
      long start = attempt.span().startNanos();
      return new TimeSpan(start, Math.max(start, connect.span().startNanos()));
    }
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    if (context.measurements().datagramConnections().isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no QUIC connection in this capture.");
    }
    Map<ClientOfServer, List<Fallback>> fallbacks = new LinkedHashMap<>();
    Map<ClientOfServer, List<Exchange>> alone = new LinkedHashMap<>();
    List<Exchange> unproven = new ArrayList<>();
    TcpStandIns overTcp = TcpStandIns.of(context.measurements());
    for (Exchange exchange : context.measurements().exchanges()) {
      if (isUnanswered(context.measurements(), exchange)) {
        ClientOfServer hosts = ClientOfServer.of(exchange.client(), exchange.server());
        List<Exchange> tried = overTcp.of(exchange, LONGEST_PATIENCE_NANOS);
        Optional<Exchange> connect = tried.stream().filter(one -> !one.isFailed()).findFirst();
        if (connect.isPresent()) {
          fallbacks
              .computeIfAbsent(hosts, _ -> new ArrayList<>())
              .add(new Fallback(exchange, connect.get()));
        } else if (tried.isEmpty() && isGivenUp(exchange)) {
          (overTcp.isSeen(exchange)
                  ? alone.computeIfAbsent(hosts, _ -> new ArrayList<>())
                  : unproven)
              .add(exchange);
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    fallbacks.values().forEach(list -> findings.add(finding(list)));
    alone.values().forEach(list -> findings.add(UnansweredQuic.proven(INFO, list)));
    if (!unproven.isEmpty()) {
      findings.add(UnansweredQuic.unproven(INFO, unproven));
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("Every QUIC handshake was answered.")
        : new RuleOutcome.Found(findings);
  }

  private static boolean isUnanswered(Measurements measured, Exchange exchange) {
    return exchange.kind() == ExchangeKind.TLS
        && exchange.setup().map(SetupMessage::opensConnection).orElse(false)
        && measured.datagramConnection(exchange.connection()).fromServer().packets() == 0;
  }

  /** Initial packets were sent again: what follows an answer is of another kind. */
  private static boolean isGivenUp(Exchange attempt) {
    return attempt.durationNanos() >= LEAST_SILENCE_NANOS
        && attempt
            .setup()
            .map(SetupMessage::content)
            .map(
                content ->
                    content instanceof QuicHandshake handshake
                        && handshake.outcome() == QuicHandshake.Outcome.UNANSWERED
                        && handshake.clientDatagrams() > 1)
            .orElse(false);
  }

  private static Finding finding(List<Fallback> fallbacks) {
    long lost = fallbacks.stream().mapToLong(one -> one.lost().durationNanos()).sum();
    FindingDraft draft =
        new FindingDraft(INFO, Party.NETWORK)
            .evidence(
                Evidence.duration("time lost", lost),
                Evidence.count("attempts", fallbacks.size(), "attempt"))
            .advice(
                "Let UDP port 443 in and out, in both directions: `nc -u -v HOST 443` shows nothing"
                    + " where it is dropped, `curl --http3-only https://HOST/` tells.",
                "Where it cannot be opened, leave `Alt-Svc: h3` and the HTTPS record's `alpn=h3`"
                    + " out, so that clients do not try.");
    for (Fallback fallback : fallbacks) {
      TimeSpan span = fallback.lost();
      draft
          .exchange(fallback.attempt().id())
          .connection(fallback.connect().connection())
          .packet(fallback.attempt().firstPacket())
          .packet(fallback.attempt().lastPacket())
          .claim(
              new TimeClaim(
                  fallback.attempt().id(),
                  fallback.attempt().connection(),
                  span,
                  span.durationNanos()));
    }
    return draft.finding(
        lost > 0
            ? "QUIC was not answered: {time lost} passed until TCP was tried"
            : "QUIC was not answered, and TCP was used",
        "The client sent the first packets of QUIC ({attempts}) and nothing at all came back;"
            + " over TCP the same server answered. Most likely UDP port 443 is dropped on the way.");
  }
}
