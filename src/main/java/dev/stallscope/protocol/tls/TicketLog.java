package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.TlsRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records with tickets that follow a handshake of TLS 1.3, as one flight. */
final class TicketLog {
  private final FlightLog flights = new FlightLog();
  private @Nullable SeenRecord latest;

  /** A ticket; several may stand in one record. */
  void ticket(SeenRecord record) {
    Direction direction = record.direction();
    if (!record.equals(latest)) {
      latest = record;
      int bytes = TlsRecord.HEADER_BYTES + record.length();
      flights.piece(direction, bytes, record.firstNanos(), record.firstPacket());
      flights.piece(direction, 0, record.lastNanos(), record.lastPacket());
      flights.record(direction);
    }
    flights.message(direction, HandshakeType.title(HandshakeType.NEW_SESSION_TICKET));
  }

  List<TlsFlight> flights() {
    return flights.until(Long.MAX_VALUE);
  }
}
