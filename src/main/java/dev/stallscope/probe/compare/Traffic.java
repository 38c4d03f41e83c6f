package dev.stallscope.probe.compare;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the connections of a version put on the wire, counted in their packets.
 *
 * @param requests that they carried in all
 * @param packets of both sides, as captured: what offload joined counts as one
 * @param bytes that segments or datagrams carried, what was sent again included
 * @param sentAgain segments of TCP sent again, or packets of QUIC that were lost; empty where that
 *     cannot be read, as in QUIC without keys
 * @param roundTripNanos the shortest; empty where there is none
 */
public record Traffic(
    HttpVersion version,
    int connections,
    int requests,
    long packets,
    long bytes,
    OptionalLong sentAgain,
    OptionalLong roundTripNanos) {
  private static final List<SegmentEvent> AGAIN =
      List.of(
          SegmentEvent.RETRANSMISSION,
          SegmentEvent.FAST_RETRANSMISSION,
          SegmentEvent.SPURIOUS_RETRANSMISSION);

  /** Of the connections that carried some requests, by version. */
  static List<Traffic> byVersion(List<CapturedRequest> requests, Measurements measured) {
    Map<HttpVersion, Set<Integer>> connections = new TreeMap<>();
    for (CapturedRequest request : requests) {
      int connection = request.exchange().connection();
      if (connection >= 0) {
        connections.computeIfAbsent(request.version(), _ -> new TreeSet<>()).add(connection);
      }
    }
    int[] carried = measured.requestsByConnection();
    List<Traffic> traffic = new ArrayList<>();
    connections.forEach(
        (version, ids) ->
            traffic.add(
                of(version, ids, ids.stream().mapToInt(id -> carried[id]).sum(), measured)));
    return traffic;
  }

  /**
   * Of some connections.
   *
   * @param connections their ids
   */
  private static Traffic of(
      HttpVersion version, Collection<Integer> connections, int requests, Measurements measured) {
    long packets = 0;
    long bytes = 0;
    long again = 0;
    boolean isKnown = true;
    long roundTrip = Long.MAX_VALUE;
    for (int id : connections) {
      if (measured.isTcp(id)) {
        TcpConnection tcp = measured.connections().get(id);
        packets += (long) tcp.fromClient().packets() + tcp.fromServer().packets();
        bytes += tcp.fromClient().payloadBytes() + tcp.fromServer().payloadBytes();
        again += again(tcp.fromClient()) + again(tcp.fromServer());
      } else {
        DatagramConnection other = measured.datagramConnection(id);
        packets += (long) other.fromClient().packets() + other.fromServer().packets();
        bytes += other.fromClient().bytes() + other.fromServer().bytes();
        isKnown &= other.fromClient().lost() >= 0 && other.fromServer().lost() >= 0;
        again += (long) other.fromClient().lost() + other.fromServer().lost();
      }
      long shortest = measured.roundTripNanos(id);
      roundTrip = shortest < 0 ? roundTrip : Math.min(roundTrip, shortest);
    }
    return new Traffic(
        version,
        connections.size(),
        requests,
        packets,
        bytes,
        isKnown ? OptionalLong.of(again) : OptionalLong.empty(),
        roundTrip == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(roundTrip));
  }

  private static long again(TcpConnection.Side side) {
    return AGAIN.stream().mapToLong(side::count).sum();
  }
}
