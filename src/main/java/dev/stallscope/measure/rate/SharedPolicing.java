package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.measure.TimeThresholds;
import dev.stallscope.net.Direction;
import dev.stallscope.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/**
 * Policers that several connections between two hosts meet together: they share one bucket, so that
 * the losses of each alone fit none (STALLS 4.1). Their packets are put in one order and fitted as
 * one transfer; a pause of all begins another.
 */
public final class SharedPolicing {
  private static final int LEAST_LOSSES = 15;

  /** More packets of two hosts are not put together: a fit needs no more to be sure. */
  private static final int MOST_PACKETS = 1_000_000;

  private final Map<Place, TokenBucket> buckets = new HashMap<>();

  private SharedPolicing() {}

  private record Hosts(IpAddress client, IpAddress server, Direction direction) {}

  private record Place(int connection, Direction direction) {}

  /** Where no connection shares a policer with another. */
  public static SharedPolicing none() {
    return new SharedPolicing();
  }

  /**
   * Looks for shared policers.
   *
   * @param connections by id
   * @param traces of a connection by its id; asked for only where much was lost
   */
  public static SharedPolicing among(
      List<TcpConnection> connections, IntFunction<TcpTrace> traces) {
    SharedPolicing shared = new SharedPolicing();
    Map<Hosts, List<TcpConnection>> byHosts = new LinkedHashMap<>();
    for (TcpConnection connection : connections) {
      for (Direction direction : Direction.values()) {
        if (connection.side(direction).payloadBytes() > 0) {
          Hosts hosts =
              new Hosts(connection.client().address(), connection.server().address(), direction);
          byHosts.computeIfAbsent(hosts, key -> new ArrayList<>()).add(connection);
        }
      }
    }
    byHosts.forEach((hosts, group) -> shared.look(group, hosts.direction(), traces));
    return shared;
  }

  private void look(List<TcpConnection> group, Direction direction, IntFunction<TcpTrace> traces) {
    List<TcpConnection> losing = group.stream().filter(c -> losses(c, direction) > 0).toList();
    int losses = losing.stream().mapToInt(c -> losses(c, direction)).sum();
    long packets = group.stream().mapToLong(c -> c.side(direction).packets()).sum();
    if (losing.size() < 2
        || losses < LEAST_LOSSES
        || packets > MOST_PACKETS
        || group.stream().anyMatch(SharedPolicing::hidesPackets)) {
      return;
    }
    List<WirePackets> flows = new ArrayList<>();
    for (TcpConnection connection : group) {
      flows.add(WirePackets.of(traces.apply(connection.id()), direction));
    }
    fit(flows)
        .ifPresent(
            bucket -> losing.forEach(c -> buckets.put(new Place(c.id(), direction), bucket)));
  }

  private static int losses(TcpConnection connection, Direction direction) {
    return connection.side(direction).count(SegmentEvent.LOST);
  }

  private static boolean hidesPackets(TcpConnection connection) {
    return connection.has(CaptureQuality.ONE_SIDED)
        || connection.has(CaptureQuality.UNSEEN_ACKNOWLEDGED);
  }

  /** The bucket that the packets of several connections went through together. */
  static Optional<TokenBucket> fit(List<WirePackets> flows) {
    WirePackets all = merged(flows);
    int from = 0;
    Optional<TokenBucket> found = Optional.empty();
    for (int i = 1; i <= all.size() && found.isEmpty(); i++) {
      boolean isPause =
          i == all.size() || all.nanos(i) - all.nanos(i - 1) > TimeThresholds.SESSION_PAUSE_NANOS;
      if (isPause) {
        found = TokenBucketFit.fit(all, from, i);
        from = i;
      }
    }
    return found;
  }

  private record Cursor(WirePackets packets, int at) {
    long nanos() {
      return packets.nanos(at);
    }
  }

  /** All packets by time; positions count the new bytes of all together. */
  private static WirePackets merged(List<WirePackets> flows) {
    PriorityQueue<Cursor> next = new PriorityQueue<>(Comparator.comparingLong(Cursor::nanos));
    flows.stream().filter(flow -> flow.size() > 0).forEach(flow -> next.add(new Cursor(flow, 0)));
    WirePackets all = new WirePackets();
    long offset = 1;
    for (Cursor cursor = next.poll(); cursor != null; cursor = next.poll()) {
      WirePackets flow = cursor.packets();
      int i = cursor.at();
      all.add(
          flow.nanos(i),
          flow.bytes(i),
          offset,
          flow.packet(i),
          flow.ackDelay(i),
          flow.isLost(i),
          flow.isRepeat(i));
      offset += flow.isRepeat(i) ? 0 : flow.bytes(i);
      if (i + 1 < flow.size()) {
        next.add(new Cursor(flow, i + 1));
      }
    }
    return all;
  }

  /** The shared policer that a connection's losses belong to. */
  public Optional<TokenBucket> bucket(int connection, Direction direction) {
    return Optional.ofNullable(buckets.get(new Place(connection, direction)));
  }
}
