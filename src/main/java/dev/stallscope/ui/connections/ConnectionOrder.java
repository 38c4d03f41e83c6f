package dev.stallscope.ui.connections;

import java.util.Comparator;

/** What connections can be sorted by. The ids are those of the columns. */
enum ConnectionOrder {
  NUMBER("number", Comparator.comparingInt(ConnectionRow::id)),
  CLIENT("client", Comparator.comparing(row -> row.connection().client().toString())),
  SERVER("server", Comparator.comparing(row -> row.connection().server().toString())),
  START("start", Comparator.comparingLong(row -> row.connection().startNanos())),
  DURATION("duration", Comparator.comparingLong(ConnectionRow::durationNanos)),
  SENT("sent", Comparator.comparingLong(ConnectionRow::sentBytes)),
  RECEIVED("received", Comparator.comparingLong(ConnectionRow::receivedBytes)),
  ROUND_TRIP("round-trip", Comparator.comparingLong(ConnectionRow::roundTripNanos)),
  RETRANSMISSIONS("retransmissions", Comparator.comparingInt(ConnectionRow::retransmissions)),
  ZERO_WINDOWS("zero-windows", Comparator.comparingInt(ConnectionRow::zeroWindows)),
  LIMIT("limit", Comparator.comparing(ConnectionRow::limit)),
  REQUESTS("requests", Comparator.comparingInt(ConnectionRow::requests));

  private final String id;
  private final Comparator<ConnectionRow> comparator;

  ConnectionOrder(String id, Comparator<ConnectionRow> comparator) {
    this.id = id;
    this.comparator = comparator;
  }

  String id() {
    return id;
  }

  /** By this, then by number. */
  Comparator<ConnectionRow> comparator(boolean isDescending) {
    Comparator<ConnectionRow> first = isDescending ? comparator.reversed() : comparator;
    return first.thenComparing(ConnectionRow::id);
  }

  static ConnectionOrder of(String id) {
    for (ConnectionOrder order : values()) {
      if (order.id.equals(id)) {
        return order;
      }
    }
    throw new IllegalArgumentException("no order " + id);
  }
}
