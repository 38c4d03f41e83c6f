package dev.stallscope.ui.connections;

import java.util.Comparator;

/** What connections can be sorted by. The ids are those of the columns. */
enum ConnectionOrder {
  NUMBER("number"),
  CLIENT("client"),
  SERVER("server"),
  START("start"),
  DURATION("duration"),
  SENT("sent"),
  RECEIVED("received"),
  ROUND_TRIP("round-trip"),
  RETRANSMISSIONS("retransmissions"),
  ZERO_WINDOWS("zero-windows"),
  LIMIT("limit"),
  REQUESTS("requests");

  private final String id;

  ConnectionOrder(String id) {
    this.id = id;
  }

  /** By this, then by number. */
  Comparator<ConnectionRow> comparator(boolean isDescending) {
    Comparator<ConnectionRow> first = isDescending ? comparator().reversed() : comparator();
    return first.thenComparingInt(ConnectionRow::id);
  }

  private Comparator<ConnectionRow> comparator() {
    return switch (this) {
      case NUMBER -> Comparator.comparingInt(ConnectionRow::id);
      case CLIENT -> Comparator.comparing(row -> row.client().toString());
      case SERVER -> Comparator.comparing(row -> row.server().toString());
      case START -> Comparator.comparingLong(row -> row.span().startNanos());
      case DURATION -> Comparator.comparingLong(ConnectionRow::durationNanos);
      case SENT -> Comparator.comparingLong(ConnectionRow::sentBytes);
      case RECEIVED -> Comparator.comparingLong(ConnectionRow::receivedBytes);
      case ROUND_TRIP -> Comparator.comparingLong(ConnectionRow::roundTripNanos);
      case RETRANSMISSIONS -> Comparator.comparingInt(ConnectionRow::retransmissions);
      case ZERO_WINDOWS -> Comparator.comparingInt(ConnectionRow::zeroWindows);
      case LIMIT -> Comparator.comparing(ConnectionRow::limit);
      case REQUESTS -> Comparator.comparingInt(ConnectionRow::requests);
    };
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
