package dev.stallscope.measure.account;

import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.Phase;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.TimeAccount;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every exchange its time account: contiguous intervals, sorted, together exactly its span.
 */
public final class TimeAccountant {
  /**
   * Intervals in all accounts together, besides two for each of a time line: only requests that all
   * wait for each other, as on hostile connections, need more. Their time is undetermined then.
   */
  private static final int MOST_INTERVALS = 2_000_000;

  private final List<TcpConnection> connections;
  private final List<ConnectionFacts> facts;
  private final DatagramTimes datagrams;
  private final Map<Integer, List<CauseInterval>> lookups = new HashMap<>();
  private final AddressFamilyFallbacks fallbacks;
  private final SilentAttempts attempts;
  private final DatagramPaths paths;
  private long intervalsLeft = MOST_INTERVALS;

  private TimeAccountant(
      List<TcpConnection> connections,
      List<Exchange> exchanges,
      List<DnsLookup> lookups,
      List<ConnectionFacts> facts,
      DatagramTimes datagrams) {
    this.connections = connections;
    this.datagrams = datagrams;
    this.facts = facts;
    facts.forEach(one -> intervalsLeft += 2L * one.timeline().size());
    this.fallbacks = AddressFamilyFallbacks.among(exchanges);
    this.attempts = SilentAttempts.among(exchanges, connections);
    this.paths = DatagramPaths.of(exchanges, connections);
    LookupAccount account = new LookupAccount(paths);
    for (DnsLookup lookup : lookups) {
      if (lookup.parent() >= 0) {
        this.lookups.put(lookup.parent(), account.of(lookup));
      }
    }
  }

  /**
   * The accounts of all exchanges.
   *
   * @param connections by id
   * @param exchanges by id
   * @param facts by connection id
   * @param datagrams the connections that are none of TCP
   * @param pauses of the capture, which are nobody's time
   * @return by exchange id; the account of an exchange without duration is empty
   */
  public static List<TimeAccount> accounts(
      List<TcpConnection> connections,
      List<Exchange> exchanges,
      List<DnsLookup> lookups,
      List<ConnectionFacts> facts,
      DatagramTimes datagrams,
      CapturePauses pauses) {
    TimeAccountant accountant =
        new TimeAccountant(connections, exchanges, lookups, facts, datagrams);
    List<TimeAccount> accounts = new ArrayList<>(exchanges.size());
    for (Exchange exchange : exchanges) {
      accounts.add(new TimeAccount(exchange.id(), pauses.cover(accountant.intervals(exchange))));
    }
    return List.copyOf(accounts);
  }

  private List<CauseInterval> intervals(Exchange exchange) {
    IntervalCuts cuts = new IntervalCuts(exchange.span().startNanos(), exchange.span().endNanos());
    if (cuts.isFull()) {
      return List.of();
    }
    if (exchange.connection() < 0) {
      return exchange.kind() == ExchangeKind.DNS
          ? QueryAccount.of(exchange, paths)
          : datagrams(exchange, cuts);
    }
    if (datagrams.knows(exchange)) {
      beforeConnection(exchange, cuts, datagrams.startNanos(exchange));
      datagrams.fill(exchange, cuts);
      return cuts.intervals();
    }
    List<CauseInterval> line = facts.get(exchange.connection()).timeline();
    if (!line.isEmpty()) {
      beforeConnection(exchange, cuts, line.getFirst().startNanos());
    }
    if (fallbacks.isAbandoned(exchange)) {
      cuts.fillHarmless(
          StallCause.ADDRESS_FAMILY_FALLBACK,
          exchange.span().endNanos(),
          exchange.firstPacket(),
          exchange.lastPacket(),
          0.8);
    }
    if (exchange.kind() == ExchangeKind.CONNECT) {
      refused(connections.get(exchange.connection()), cuts, line);
    }
    intervalsLeft -=
        cuts.copy(
            line,
            line.isEmpty() ? exchange.span().endNanos() : line.getLast().endNanos(),
            StallCause.UNDETERMINED,
            (int) Math.min(line.size(), intervalsLeft));
    behindConnection(exchange, cuts, line);
    long roundTripNanos = connections.get(exchange.connection()).roundTrip().minNanos();
    return StreamWait.of(exchange, roundTripNanos)
        .map(wait -> wait.own(cuts.intervals()))
        .orElseGet(cuts::intervals);
  }

  /** What kept the last repetition from getting through did so until the client gave up. */
  private static void behindConnection(
      Exchange exchange, IntervalCuts cuts, List<CauseInterval> line) {
    if (!cuts.isFull() && !line.isEmpty()) {
      CauseInterval last = line.getLast();
      cuts.fill(
          isLoss(last.cause()) && exchange.response().isEmpty()
              ? last.cause()
              : StallCause.UNDETERMINED,
          exchange.span().endNanos(),
          last.lastPacket(),
          -1,
          last.confidence());
    }
  }

  private static boolean isLoss(StallCause cause) {
    return switch (cause) {
      case PATH_OUTAGE, RETRANSMISSION_TIMEOUT, TAIL_LOSS, PATH_MTU_BLACK_HOLE, CONNECT_TIMEOUT ->
          true;
      default -> false;
    };
  }

  /** An ICMP error that refuses a connection is none of its packets. */
  private static void refused(
      TcpConnection connection, IntervalCuts cuts, List<CauseInterval> line) {
    if (connection.handshake().outcome() == Outcome.REFUSED
        && connection.closing().icmpNanos() > connection.endNanos()) {
      cuts.copy(line, connection.endNanos(), StallCause.CONNECTION_REFUSED);
      cuts.fill(
          StallCause.CONNECTION_REFUSED,
          connection.closing().icmpNanos(),
          connection.lastPacket(),
          connection.closing().icmpPacket(),
          1);
    }
  }

  /** Name resolution, and what passed before and after it until the first packet. */
  private void beforeConnection(Exchange exchange, IntervalCuts cuts, long connectionNanos) {
    Optional<TimeSpan> dns = exchange.phases().span(Phase.DNS);
    if (dns.isPresent()) {
      waiting(exchange, cuts, Math.min(dns.get().startNanos(), connectionNanos));
      cuts.copy(
          lookups.getOrDefault(exchange.id(), List.of()),
          Math.min(dns.get().endNanos(), connectionNanos),
          StallCause.NETWORK_ROUND_TRIP);
    }
    waiting(exchange, cuts, connectionNanos);
  }

  private void waiting(Exchange exchange, IntervalCuts cuts, long untilNanos) {
    if (exchange.kind() == ExchangeKind.DNS) {
      cuts.fill(StallCause.DNS_TCP_FALLBACK, untilNanos, 0.8);
    }
    Optional<AddressFamilyFallbacks.Fallback> fallback = fallbacks.before(exchange);
    if (fallback.isPresent()) {
      TimeSpan wait = fallback.get().span();
      cuts.fill(StallCause.CLIENT_THINK, Math.min(wait.startNanos(), untilNanos), 0.8);
      cuts.fill(
          StallCause.ADDRESS_FAMILY_FALLBACK,
          Math.min(wait.endNanos(), untilNanos),
          connections.get(fallback.get().silent()).firstPacket(),
          connections.get(exchange.connection()).firstPacket(),
          0.8);
    }
    for (Exchange silent : attempts.before(exchange)) {
      cuts.fill(StallCause.CLIENT_THINK, Math.min(silent.span().startNanos(), untilNanos), 0.8);
      cuts.fill(
          StallCause.CONNECT_TIMEOUT,
          Math.min(silent.span().endNanos(), untilNanos),
          silent.firstPacket(),
          silent.lastPacket(),
          0.8);
    }
    cuts.fill(StallCause.CLIENT_THINK, untilNanos, 0.8);
  }

  /** A datagram exchange of another protocol: the path, then the server. */
  private List<CauseInterval> datagrams(Exchange exchange, IntervalCuts cuts) {
    cuts.fill(
        StallCause.NETWORK_ROUND_TRIP,
        exchange.span().startNanos()
            + paths.roundTripNanos(exchange.client().address(), exchange.server()),
        0.6);
    cuts.fill(
        exchange.response().isPresent() && exchange.kind() == ExchangeKind.REQUEST
            ? StallCause.SLOW_SERVER_RESPONSE
            : StallCause.TRANSFER,
        exchange.span().endNanos(),
        exchange.firstPacket(),
        exchange.lastPacket(),
        0.4);
    return cuts.intervals();
  }
}
