package dev.stallscope.analysis;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings the datagrams of connections that have moved to another address or port to the flow that
 * they began on, before the flows end: only there they can be read. They come after all that was
 * captured between the first addresses, which is where they belong but for a round trip.
 */
final class MovedDatagrams {
  private final Map<DatagramName, FlowReading> names = new HashMap<>();
  private final Set<Integer> lengths = new TreeSet<>();

  /**
   * A flow that carries on another.
   *
   * @param <T> what the flow carries on
   * @param clientSide the client's side of it
   */
  record Place<T>(T of, int clientSide) {}

  private MovedDatagrams() {}

  static void join(List<Shard> shards) {
    List<FlowReading> unread = new ArrayList<>();
    MovedDatagrams moved = new MovedDatagrams();
    for (Shard shard : shards) {
      for (FlowReading flow : shard.flows()) {
        if (flow.unread() != null) {
          unread.add(flow);
        } else {
          moved.name(flow);
        }
      }
    }
    unread.sort(Comparator.comparingInt(flow -> flow.firstPacket));
    for (FlowReading flow : moved.names.isEmpty() ? List.<FlowReading>of() : unread) {
      moved.join(flow);
    }
  }

  private void name(FlowReading flow) {
    flow.tellNames();
    for (FlowMessages messages : flow.messages.connections) {
      for (DatagramName name : messages.names) {
        names.putIfAbsent(name, flow);
        lengths.add(name.bytes().length() / 2);
      }
    }
  }

  private void join(FlowReading flow) {
    UnreadDatagrams datagrams = flow.unread();
    Place<FlowReading> place =
        datagrams == null ? null : find(datagrams, names, lengths).orElse(null);
    if (datagrams != null && place != null) {
      place.of().moved(datagrams, place.clientSide());
      name(place.of());
    }
  }

  /**
   * What the datagrams belong to by the name that they begin with.
   *
   * @param lengths of the names in bytes
   */
  static <T> Optional<Place<T>> find(
      UnreadDatagrams datagrams, Map<DatagramName, T> names, Set<Integer> lengths) {
    for (int side = 0; side < 2; side++) {
      for (int length : lengths) {
        for (Direction direction : Direction.values()) {
          String bytes = datagrams.start(side, DatagramName.OFFSET, length);
          T of = names.get(new DatagramName(direction, bytes));
          if (of != null) {
            return Optional.of(
                new Place<>(of, direction == Direction.CLIENT_TO_SERVER ? side : 1 - side));
          }
        }
      }
    }
    return Optional.empty();
  }
}
