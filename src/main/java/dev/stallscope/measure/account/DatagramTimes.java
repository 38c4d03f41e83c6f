package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who owned the time of exchanges on connections that protocols make of datagrams: there is no time
 * line of segments, but phases, the path's round trip, and when the transport held its sender back.
 */
public final class DatagramTimes {
  private static final double BY_PHASE = 0.6;
  private static final double BY_ROUND_TRIP = 0.7;
  private static final double BY_WAIT = 0.9;
  private static final double UNKNOWN = 0.3;

  /** Pieces of one wait; beyond them nobody is blamed. */
  private static final int MOST_PIECES = 64;

  private final int firstId;
  private final List<DatagramConnection> connections;
  private final AnswerTimes answers;

  /**
   * @param firstId id of the first of the connections
   * @param connections by id
   * @param exchanges all of the capture
   */
  public DatagramTimes(
      int firstId, List<DatagramConnection> connections, List<Exchange> exchanges) {
    this.firstId = firstId;
    this.answers = new AnswerTimes(exchanges, firstId);
    this.connections = List.copyOf(connections);
  }

  /** Whether it knows the exchange's connection. */
  boolean knows(Exchange exchange) {
    return exchange.connection() >= firstId;
  }

  /** When the exchange's connection began. */
  long startNanos(Exchange exchange) {
    return connection(exchange).startNanos();
  }

  private DatagramConnection connection(Exchange exchange) {
    return connections.get(exchange.connection() - firstId);
  }

  /** Fills the account from where it is to the exchange's end. */
  void fill(Exchange exchange, IntervalCuts cuts) {
    DatagramConnection connection = connection(exchange);
    long end = exchange.span().endNanos();
    if (connection.fromServer().packets() == 0) {
      cuts.fill(StallCause.UNDETERMINED, end, UNKNOWN);
      return;
    }
    List<CauseInterval> byPhase = byPhase(exchange, cuts.atNanos(), connection.roundTrip());
    for (TransportWait wait : connection.waits()) {
      if (wait.startNanos() >= end) {
        break;
      }
      if (wait.endNanos() > cuts.atNanos() && holdsUp(wait, exchange)) {
        if (wait.kind() == TransportWait.Kind.PAUSE && exchange.isLongLived()) {
          continue;
        }
        cuts.copy(byPhase, wait.startNanos(), StallCause.UNDETERMINED);
        fill(wait, cuts, connection.roundTrip().minNanos());
      }
    }
    cuts.copy(byPhase, end, StallCause.UNDETERMINED);
  }

  private List<CauseInterval> byPhase(
      Exchange exchange, long fromNanos, DatagramConnection.RoundTrip roundTrip) {
    IntervalCuts phases = new IntervalCuts(fromNanos, exchange.span().endNanos());
    for (Timing timing : exchange.phases().timings()) {
      long until = timing.span().endNanos();
      if (until > phases.atNanos()) {
        phase(timing.phase(), until, phases, exchange, roundTrip.minNanos());
      }
    }
    return phases.intervals();
  }

  /** A wait that names messages held up no others. */
  private static boolean holdsUp(TransportWait wait, Exchange exchange) {
    return wait.keys().isEmpty()
        || Stream.concat(exchange.request().stream(), exchange.response().stream())
            .map(Message::correlation)
            .anyMatch(
                correlation ->
                    correlation instanceof Correlation.ByKey byKey
                        && wait.keys().contains(byKey.key()));
  }

  private static void fill(TransportWait wait, IntervalCuts cuts, long roundTripNanos) {
    StallCause cause =
        switch (wait.kind()) {
          case ADDRESS_VALIDATION -> StallCause.QUIC_AMPLIFICATION_LIMIT;
          case PROBE_TIMEOUT -> StallCause.QUIC_PROBE_TIMEOUT;
          case LOSS -> StallCause.PACKET_LOSS;
          case OUTAGE -> StallCause.PATH_OUTAGE;
          case FLOW_CONTROL, STREAM_LIMIT -> StallCause.QUIC_FLOW_CONTROL;
          case PAUSE ->
              wait.sender() == Direction.CLIENT_TO_SERVER
                  ? StallCause.REQUEST_TRICKLE
                  : StallCause.RESPONSE_TRICKLE;
        };
    if (wait.kind() == TransportWait.Kind.PROBE_TIMEOUT
        || wait.kind() == TransportWait.Kind.OUTAGE) {
      // What was lost would have taken a round trip to be acknowledged.
      cuts.fill(
          StallCause.NETWORK_ROUND_TRIP,
          Math.min(wait.endNanos(), wait.startNanos() + Math.max(0, roundTripNanos)),
          BY_ROUND_TRIP);
    }
    cuts.fillPartly(
        cause, wait.endNanos(), wait.lostShare(), wait.firstPacket(), wait.lastPacket(), BY_WAIT);
  }

  private void phase(
      Phase phase, long until, IntervalCuts cuts, Exchange exchange, long roundTripNanos) {
    switch (phase) {
      case BLOCKED -> cuts.fill(StallCause.CLIENT_THINK, until, BY_PHASE);
      case DNS, CONNECT, TLS -> {
        cuts.fill(
            StallCause.NETWORK_ROUND_TRIP,
            roundTripNanos < 0 ? until : Math.min(until, cuts.atNanos() + roundTripNanos),
            BY_ROUND_TRIP);
        cuts.fill(StallCause.UNDETERMINED, until, UNKNOWN);
      }
      case WAIT -> {
        long known = Math.max(0, roundTripNanos);
        cuts.fill(
            StallCause.NETWORK_ROUND_TRIP, Math.min(until, cuts.atNanos() + known), BY_ROUND_TRIP);
        afterRoundTrip(until, cuts, exchange, answers.on(exchange.connection()));
      }
      case SEND, RECEIVE -> cuts.fill(StallCause.TRANSFER, until, BY_PHASE);
    }
  }

  /** While answers to other requests are under way, the server may have been ready long before. */
  private static void afterRoundTrip(
      long until, IntervalCuts cuts, Exchange exchange, List<TimeSpan> busy) {
    int first = Ascending.firstAbove(busy, TimeSpan::endNanos, cuts.atNanos());
    int last = Math.min(busy.size(), first + MOST_PIECES);
    for (int i = first; i < last && busy.get(i).startNanos() < until; i++) {
      unanswered(Math.min(until, busy.get(i).startNanos()), cuts, exchange);
      cuts.fill(StallCause.TRANSFER, Math.min(until, busy.get(i).endNanos()), BY_PHASE);
    }
    if (last == busy.size() || busy.get(last).startNanos() >= until) {
      unanswered(until, cuts, exchange);
    } else {
      cuts.fill(StallCause.UNDETERMINED, until, BY_PHASE);
    }
  }

  /** From the request's last packet to the answer's first. */
  private static void unanswered(long until, IntervalCuts cuts, Exchange exchange) {
    cuts.fill(
        StallCause.SLOW_SERVER_RESPONSE,
        until,
        exchange.request().map(one -> one.span().lastPacket()).orElse(exchange.firstPacket()),
        exchange.response().map(one -> one.span().firstPacket()).orElse(exchange.lastPacket()),
        BY_PHASE);
  }
}
