package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DatagramName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The connections that protocols make of datagrams, in the order of their first packets: their ids
 * follow those of the TCP connections. A flow that nothing reads and whose datagrams begin with the
 * name of a connection is that connection after one side's address or port has changed.
 */
final class DatagramConnections {
  /** A connection that seems to move more often is somebody's forgery. */
  private static final int MAX_MOVES = 64;

  private final List<Place> places;

  /** By flow, in the order of their first packets. */
  private final Map<FlowReading, List<Place>> byFlow = new HashMap<>();

  private final Map<FlowReading, Moved> moved = new LinkedHashMap<>();

  /**
   * A connection with the flow that carried it first.
   *
   * @param messages what was said on it
   */
  record Place(int id, FlowReading flow, DatagramConnection connection, FlowMessages messages) {}

  /** A flow that carries on a connection that began on another. */
  record Moved(int id, int clientSide) {}

  private DatagramConnections(List<Place> places) {
    this.places = places;
    for (Place place : places) {
      byFlow.computeIfAbsent(place.flow(), _ -> new ArrayList<>(1)).add(place);
    }
  }

  static DatagramConnections of(List<Shard> shards, List<TcpConnection> others) {
    List<Place> found = new ArrayList<>();
    List<FlowReading> unread = new ArrayList<>();
    for (Shard shard : shards) {
      for (FlowReading flow : shard.flows()) {
        for (FlowMessages messages : flow.messages.connections) {
          DatagramConnection connection = messages.over;
          if (connection != null) {
            found.add(new Place(-1, flow, connection, messages));
          }
        }
        if (flow.unread() != null) {
          unread.add(flow);
        }
      }
    }
    found.sort(Comparator.comparingInt(place -> place.connection().firstPacket()));
    List<Place> numbered = new ArrayList<>(found.size());
    for (Place place : found) {
      int id = others.size() + numbered.size();
      numbered.add(new Place(id, place.flow(), place.connection(), place.messages()));
    }
    DatagramConnections all = new DatagramConnections(numbered);
    unread.sort(Comparator.comparingInt(flow -> flow.firstPacket));
    all.join(unread, others.size());
    return all;
  }

  private void join(List<FlowReading> unread, int firstId) {
    Map<DatagramName, Integer> names = new HashMap<>();
    for (Place place : places) {
      place.messages().names.forEach(name -> names.putIfAbsent(name, place.id()));
    }
    Set<Integer> lengths = new TreeSet<>();
    names.keySet().forEach(name -> lengths.add(name.bytes().length() / 2));
    for (FlowReading flow : names.isEmpty() ? List.<FlowReading>of() : unread) {
      UnreadDatagrams datagrams = flow.unread();
      Moved to =
          datagrams == null
              ? null
              : MovedDatagrams.find(datagrams, names, lengths)
                  .map(found -> new Moved(found.of(), found.clientSide()))
                  .orElse(null);
      Place place = to == null ? null : places.get(to.id() - firstId);
      if (to != null && place != null && place.connection().moves().size() < MAX_MOVES) {
        moved.put(flow, to);
        DatagramConnection joined = joined(place.connection(), flow, to.clientSide());
        places.set(to.id() - firstId, new Place(to.id(), place.flow(), joined, place.messages()));
      }
    }
  }

  private static DatagramConnection joined(
      DatagramConnection connection, FlowReading flow, int client) {
    UnreadDatagrams datagrams = flow.unread();
    return datagrams == null
        ? connection
        : connection.movedTo(
            new DatagramConnection.Move(
                flow.sides[client],
                flow.sides[1 - client],
                datagrams.firstNanos(),
                flow.firstPacket),
            datagrams.traffic(client),
            datagrams.traffic(1 - client),
            flow.lastNanos,
            flow.lastPacket);
  }

  /** By id, less that of the first. */
  List<DatagramConnection> connections() {
    return places.stream().map(Place::connection).toList();
  }

  List<Place> places() {
    return places;
  }

  /** The connections that began on a flow, by their first packets; mostly none. */
  List<Place> of(FlowReading flow) {
    return byFlow.getOrDefault(flow, List.of());
  }

  /** The flows that carry on a connection. */
  Map<FlowReading, Moved> moved() {
    return moved;
  }
}
