package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.protocol.DatagramConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections that protocols make of datagrams, in the order of their first packets: their ids
 * follow those of the TCP connections.
 */
final class DatagramConnections {
  private final List<Place> places;

  /** By flow, in the order of their first packets. */
  private final Map<FlowReading, List<Place>> byFlow = new HashMap<>();

  /**
   * A connection with the flow that carried it.
   *
   * @param messages what was said on it
   */
  record Place(int id, FlowReading flow, DatagramConnection connection, FlowMessages messages) {}

  private DatagramConnections(List<Place> places) {
    this.places = places;
    for (Place place : places) {
      byFlow.computeIfAbsent(place.flow(), _ -> new ArrayList<>(1)).add(place);
    }
  }

  static DatagramConnections of(List<Shard> shards, List<TcpConnection> others) {
    List<Place> found = new ArrayList<>();
    for (Shard shard : shards) {
      for (FlowReading flow : shard.flows()) {
        for (FlowMessages messages : flow.messages.connections) {
          DatagramConnection connection = messages.over;
          if (connection != null) {
            found.add(new Place(-1, flow, connection, messages));
          }
        }
      }
    }
    found.sort(Comparator.comparingInt(place -> place.connection().firstPacket()));
    List<Place> numbered = new ArrayList<>(found.size());
    for (Place place : found) {
      int id = others.size() + numbered.size();
      numbered.add(new Place(id, place.flow(), place.connection(), place.messages()));
    }
    return new DatagramConnections(List.copyOf(numbered));
  }

  /** By id, less that of the first. */
  List<DatagramConnection> connections() {
    return places.stream().map(Place::connection).toList();
  }

  List<Place> places() {
    return places;
  }

  /** The connections that a flow carried, by their first packets; mostly none. */
  List<Place> of(FlowReading flow) {
    return byFlow.getOrDefault(flow, List.of());
  }
}
