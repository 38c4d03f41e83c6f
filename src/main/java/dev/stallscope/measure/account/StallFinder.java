package dev.stallscope.measure.account;

import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Stall;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.TimeAccount;
import dev.stallscope.measure.TimeThresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Picks out of the time lines what is long enough to be drawn as a stall (STALLS 2.1), each once.
 */
public final class StallFinder {
  private final DatagramPaths paths;
  private final List<Stall> stalls = new ArrayList<>();
  private final Set<Integer> inLookups = new HashSet<>();

  private StallFinder(DatagramPaths paths) {
    this.paths = paths;
  }

  /**
   * The stalls of a capture.
   *
   * @param connections by id
   * @param facts by connection id
   * @param exchanges by id
   * @param accounts by exchange id
   * @return by start
   */
  public static List<Stall> stalls(
      List<TcpConnection> connections,
      List<ConnectionFacts> facts,
      List<Exchange> exchanges,
      List<DnsLookup> lookups,
      List<TimeAccount> accounts) {
    StallFinder finder = new StallFinder(DatagramPaths.of(exchanges, connections));
    OpenExchanges open = OpenExchanges.of(exchanges);
    for (ConnectionFacts measured : facts) {
      finder.onConnection(connections.get(measured.connection()), measured, open);
    }
    finder.resolutions(lookups);
    for (Exchange exchange : exchanges) {
      finder.offConnection(exchange, accounts.get(exchange.id()), facts);
    }
    finder.stalls.sort(
        Comparator.comparingLong(Stall::startNanos)
            .thenComparingInt(Stall::connection)
            .thenComparingInt(Stall::exchange));
    return List.copyOf(finder.stalls);
  }

  private void onConnection(TcpConnection connection, ConnectionFacts facts, OpenExchanges open) {
    long least = leastNanos(connection);
    for (CauseInterval interval : facts.timeline()) {
      long needed = isSignature(interval.cause()) ? TimeThresholds.STALL_NANOS : least;
      if (!interval.cause().isBlameless() && interval.durationNanos() >= needed) {
        add(interval, connection.id(), open.at(connection.id(), interval.startNanos()));
      }
    }
  }

  /** Silence becomes a stall at min(2 SRTT, RTO), 10 ms at least. */
  private static long leastNanos(TcpConnection connection) {
    long smoothed = connection.roundTrip().smoothedNanos();
    long timeout = connection.roundTrip().retransmissionTimeoutNanos();
    long threshold = smoothed < 0 ? timeout : Math.min(2 * smoothed, timeout);
    return Math.max(TimeThresholds.STALL_NANOS, threshold);
  }

  /** Causes whose pattern proves them however short the silence was. */
  private static boolean isSignature(StallCause cause) {
    return switch (cause) {
      case NAGLE_DELAYED_ACK,
          DELAYED_ACK,
          SLOW_START_AFTER_IDLE,
          TLS_CERTIFICATE_FLIGHT,
          TLS_HELLO_RETRY,
          TLS_TWO_ROUND_TRIPS,
          TLS_HANDSHAKE_FAILURE,
          CONNECTION_REFUSED,
          CONNECTION_RESET,
          KEEP_ALIVE_RACE,
          ACCEPT_QUEUE_OVERFLOW,
          SYN_RETRANSMISSION,
          PACKET_LOSS,
          TAIL_LOSS,
          RETRANSMISSION_TIMEOUT,
          TRAFFIC_POLICING,
          ZERO_WINDOW,
          STREAM_FLOW_CONTROL ->
          true;
      default -> false;
    };
  }

  /** Lookups that no exchange is known to have waited for; the others stand in its account. */
  private void resolutions(List<DnsLookup> lookups) {
    LookupAccount account = new LookupAccount(paths);
    for (DnsLookup lookup : lookups) {
      inLookups.addAll(lookup.queries());
      if (lookup.parent() < 0) {
        for (CauseInterval interval : account.of(lookup)) {
          if (isStall(interval)) {
            add(interval, -1, lookup.queries().isEmpty() ? -1 : lookup.queries().getFirst());
          }
        }
      }
    }
  }

  /** Other datagrams, and what an exchange waited for before its connection and behind it. */
  private void offConnection(Exchange exchange, TimeAccount account, List<ConnectionFacts> facts) {
    long until = Long.MAX_VALUE;
    long again = Long.MAX_VALUE;
    if (exchange.connection() >= 0 && exchange.connection() < facts.size()) {
      List<CauseInterval> line = facts.get(exchange.connection()).timeline();
      if (!line.isEmpty()) {
        until = line.getFirst().startNanos();
        again = line.getLast().endNanos();
      }
    } else if (inLookups.contains(exchange.id())) {
      return;
    }
    for (CauseInterval interval : account.intervals()) {
      boolean isOff = interval.startNanos() < until || interval.startNanos() >= again;
      if (isOff && isStall(interval)) {
        add(interval, exchange.connection(), exchange.id());
      }
    }
  }

  private static boolean isStall(CauseInterval interval) {
    return !interval.cause().isBlameless()
        && interval.durationNanos() >= TimeThresholds.STALL_NANOS;
  }

  private void add(CauseInterval interval, int connection, int exchange) {
    stalls.add(
        new Stall(
            interval.cause(),
            connection,
            exchange,
            interval.startNanos(),
            interval.endNanos(),
            interval.lostNanos(),
            interval.firstPacket(),
            interval.lastPacket(),
            interval.confidence()));
  }
}
