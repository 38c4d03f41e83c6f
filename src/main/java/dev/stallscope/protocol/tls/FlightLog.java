package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flights of one handshake in the making: runs of bytes of one direction. */
final class FlightLog {
  private final List<Draft> flights = new ArrayList<>();

  void piece(Direction direction, int bytes, long epochNanos, int packet) {
    Draft last = flights.isEmpty() ? null : flights.getLast();
    if (last == null || last.direction != direction) {
      if (flights.size() == DecodeLimits.TLS_HANDSHAKE_ENTRIES) {
        return;
      }
      last = new Draft(direction, epochNanos, packet);
      flights.add(last);
    }
    last.piece(bytes, epochNanos, packet);
  }

  void record(Direction direction) {
    Draft draft = latest(direction);
    if (draft != null) {
      draft.records++;
    }
  }

  void message(Direction direction, String title) {
    Draft draft = latest(direction);
    if (draft != null && draft.messages.size() < DecodeLimits.TLS_HANDSHAKE_ENTRIES) {
      draft.messages.add(title);
    }
  }

  private @Nullable Draft latest(Direction direction) {
    for (int i = flights.size() - 1; i >= 0; i--) {
      if (flights.get(i).direction == direction) {
        return flights.get(i);
      }
    }
    return null;
  }

  /** The flights that began by {@code endNanos}. */
  List<TlsFlight> until(long endNanos) {
    return flights.stream()
        .filter(flight -> flight.startNanos <= endNanos)
        .map(Draft::flight)
        .toList();
  }

  private static final class Draft {
    private final Direction direction;
    private final long startNanos;
    private final int firstPacket;
    private long endNanos;
    private int lastPacket;
    private long bytes;
    private int records;
    private final List<String> messages = new ArrayList<>();

    Draft(Direction direction, long startNanos, int firstPacket) {
      this.direction = direction;
      this.startNanos = startNanos;
      this.endNanos = startNanos;
      this.firstPacket = firstPacket;
      this.lastPacket = firstPacket;
    }

    void piece(int count, long epochNanos, int packet) {
      bytes += count;
      if (epochNanos >= endNanos) {
        endNanos = epochNanos;
        lastPacket = packet;
      }
    }

    TlsFlight flight() {
      return new TlsFlight(
          direction,
          startNanos,
          endNanos,
          firstPacket,
          lastPacket,
          bytes,
          records,
          List.copyOf(messages));
    }
  }
}
