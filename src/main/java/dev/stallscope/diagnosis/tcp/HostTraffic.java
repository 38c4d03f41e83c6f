package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.DirectionFacts.Losses;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramConnection.Traffic;
import dev.stallscope.protocol.TransportWait;

/**
 * What the connections of a group of waits measured in the direction that suffered most.
 *
 * @param direction in which the data flowed
 * @param minRoundTripNanos smallest round trip, -1 unknown
 */
record HostTraffic(
    Direction direction,
    long dataSegments,
    long lostSegments,
    long needlessSegments,
    long timeouts,
    long reorderedSegments,
    long minRoundTripNanos) {

  /** Of the group's connections; the direction with more losses, then with more data. */
  static HostTraffic of(RuleContext context, WaitGroup group) {
    HostTraffic toClient = of(context, group, Direction.SERVER_TO_CLIENT);
    HostTraffic toServer = of(context, group, Direction.CLIENT_TO_SERVER);
    return toServer.weight() > toClient.weight() ? toServer : toClient;
  }

  /**
   * The same where something did not get through: the direction that a transport over datagrams
   * tells, and without a captured loss not the one of which the receiver confirmed everything.
   */
  static HostTraffic ofMissed(RuleContext context, WaitGroup group) {
    long toClient = outageNanos(context, group, Direction.SERVER_TO_CLIENT);
    long toServer = outageNanos(context, group, Direction.CLIENT_TO_SERVER);
    if (toClient != toServer) {
      return of(
          context,
          group,
          toClient > toServer ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER);
    }
    HostTraffic most = of(context, group);
    HostTraffic other = of(context, group, most.direction.reverse());
    boolean isLossSeen = most.lostSegments + most.timeouts + most.needlessSegments > 0;
    return !isLossSeen && isConfirmed(context, group, most.direction) ? other : most;
  }

  private static long outageNanos(RuleContext context, WaitGroup group, Direction sender) {
    return group.connections().stream()
        .filter(id -> !context.measurements().isTcp(id))
        .flatMap(id -> context.measurements().datagramConnection(id).waits().stream())
        .filter(wait -> wait.kind() == TransportWait.Kind.OUTAGE && wait.sender() == sender)
        .mapToLong(TransportWait::durationNanos)
        .sum();
  }

  private static boolean isConfirmed(RuleContext context, WaitGroup group, Direction direction) {
    return group.connections().stream()
        .allMatch(
            id ->
                context.measurements().isTcp(id)
                    && context.connection(id).side(direction).unacknowledgedBytes() == 0);
  }

  /** The same in the direction in which more was sent again for nothing. */
  static HostTraffic mostNeedless(RuleContext context, WaitGroup group) {
    HostTraffic toClient = of(context, group, Direction.SERVER_TO_CLIENT);
    HostTraffic toServer = of(context, group, Direction.CLIENT_TO_SERVER);
    return toServer.needlessSegments > toClient.needlessSegments ? toServer : toClient;
  }

  static HostTraffic of(RuleContext context, WaitGroup group, Direction direction) {
    long data = 0;
    long lost = 0;
    long needless = 0;
    long timeouts = 0;
    long reordered = 0;
    long roundTrip = Long.MAX_VALUE;
    for (int id : group.connections()) {
      long least = context.measurements().roundTripNanos(id);
      roundTrip = least < 0 ? roundTrip : Math.min(roundTrip, least);
      if (!context.measurements().isTcp(id)) {
        Traffic sent = context.measurements().datagramConnection(id).sentBy(direction);
        data += sent.packets();
        lost += Math.max(0, sent.lost());
        continue;
      }
      Losses losses = context.facts(id).direction(direction).losses();
      data += losses.dataSegments();
      lost += losses.lostSegments();
      needless += losses.needlessRetransmissions();
      timeouts += losses.timeouts();
      reordered += losses.reorderedSegments();
    }
    return new HostTraffic(
        direction,
        data,
        lost,
        needless,
        timeouts,
        reordered,
        roundTrip == Long.MAX_VALUE ? -1 : roundTrip);
  }

  private double weight() {
    return (lostSegments + needlessSegments + timeouts) * 1e9
        + reorderedSegments * 1e3
        + dataSegments;
  }

  double lossShare() {
    return dataSegments == 0 ? 0 : (double) lostSegments / dataSegments;
  }

  /** {@code "server"} or {@code "client"}. */
  String sender() {
    return direction == Direction.SERVER_TO_CLIENT ? "server" : "client";
  }

  String receiver() {
    return direction == Direction.SERVER_TO_CLIENT ? "client" : "server";
  }

  Evidence roundTripEvidence() {
    return minRoundTripNanos < 0
        ? Evidence.text("round trip", "unknown")
        : Evidence.duration("round trip", minRoundTripNanos);
  }
}
