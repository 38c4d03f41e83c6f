package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramName;
import dev.stallscope.quic.ConnectionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The ids that one side of a flow gave its connections: packets to that side begin with them. */
final class ConnectionNames {
  /** Ids of a flow that are kept; an endpoint has two to eight in use for a connection. */
  private static final int MAX_IDS = 4096;

  /** A shorter id may begin what belongs to nobody. */
  private static final int TELLING_BYTES = 4;

  private final Map<ConnectionId, QuicConnection> byId = new HashMap<>();
  private final TreeSet<Integer> lengths = new TreeSet<>();
  private int usualLength;

  void name(ConnectionId id, QuicConnection connection) {
    if (id.length() > 0 && byId.size() < MAX_IDS && byId.putIfAbsent(id, connection) == null) {
      lengths.add(id.length());
      usualLength = usualLength == 0 ? id.length() : usualLength;
    }
  }

  /** How long the first id was; those of one endpoint are of one length mostly. */
  int usualLength() {
    return usualLength;
  }

  /** Tells the connections which ids they have. */
  void tell(Direction direction) {
    byId.forEach(
        (id, connection) -> {
          if (id.length() >= TELLING_BYTES) {
            connection.name(new DatagramName(direction, id.toString()));
          }
        });
  }

  /** Whether packets to that side begin with no id, or none was seen. */
  boolean isEmpty() {
    return byId.isEmpty();
  }

  Optional<QuicConnection> find(ConnectionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The id with which the bytes at {@code offset} begin, the longest where there are several. */
  Optional<ConnectionId> idAt(byte[] bytes, int offset, int end) {
    for (int length : lengths.descendingSet()) {
      if (offset + length <= end) {
        ConnectionId id = ConnectionId.of(bytes, offset, length);
        if (byId.containsKey(id)) {
          return Optional.of(id);
        }
      }
    }
    return Optional.empty();
  }
}
