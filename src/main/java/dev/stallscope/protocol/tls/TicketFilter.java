package dev.stallscope.protocol.tls;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds back records that may be NewSessionTickets (STALLS T08): servers of TLS 1.3 send some right
 * after the handshake, encrypted like data, often just before they answer the first request. All
 * tickets of a connection hold the same and have one length, so that the next record of another
 * length, or a later one, shows that they were; where none comes before the client speaks again,
 * they were the answer, except for a pair at their head, as OpenSSL sends two tickets.
 */
final class TicketFilter {
  private static final int MAX_TICKETS = 4;
  private static final int MIN_BYTES = 60;
  private static final int MAX_BYTES = 1500;

  private final List<SeenRecord> held = new ArrayList<>();
  private final long untilNanos;
  private boolean isOver;

  TicketFilter(boolean isTls13, long handshakeEndNanos, long roundTripNanos) {
    isOver = !isTls13 || roundTripNanos == Long.MAX_VALUE;
    untilNanos = isOver ? 0 : handshakeEndNanos + roundTripNanos + roundTripNanos / 4;
  }

  /** Whether a record of the server, sent after the first request, may be a ticket: it is held. */
  boolean holds(SeenRecord record) {
    boolean mayBeTicket =
        !isOver
            && record.firstNanos() <= untilNanos
            && record.length() >= MIN_BYTES
            && record.length() <= MAX_BYTES
            && (held.isEmpty() || held.getFirst().length() == record.length())
            && held.size() < MAX_TICKETS;
    if (mayBeTicket) {
      held.add(record);
      return true;
    }
    isOver = true;
    held.clear();
    return false;
  }

  /** Gives back what was held and is no ticket after all. */
  List<SeenRecord> release() {
    List<SeenRecord> released = List.copyOf(held);
    held.clear();
    // A client that goes on asking before any have come tells nothing of them.
    isOver |= !released.isEmpty();
    boolean hasPair = released.size() >= 2 && released.get(0).length() == released.get(1).length();
    return hasPair ? released.subList(2, released.size()) : released;
  }
}
