package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.quic.PacketType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flights of one handshake in the making: runs of packets of one direction. */
final class HandshakeFlights {
  private final List<Draft> flights = new ArrayList<>();

  /** Packets of data belong to no flight, but those that go along with the hello. */
  void packet(SeenPacket packet) {
    if (packet.type() == PacketType.ONE_RTT) {
      return;
    }
    Draft last = flights.isEmpty() ? null : flights.getLast();
    if (last == null || last.direction != packet.direction()) {
      if (flights.size() == DecodeLimits.TLS_HANDSHAKE_ENTRIES) {
        return;
      }
      last = new Draft(packet);
      flights.add(last);
    }
    last.packet(packet);
  }

  /** A message of TLS in a packet of the flight under way. */
  void message(PacketType type, String title) {
    if (!flights.isEmpty()) {
      flights.getLast().message(type, title);
    }
  }

  /** The flights that began by {@code endNanos}. */
  List<QuicFlight> until(long endNanos) {
    return flights.stream()
        .filter(flight -> flight.startNanos <= endNanos)
        .map(Draft::flight)
        .toList();
  }

  private static final class Draft {
    private final Direction direction;
    private final long startNanos;
    private final int firstPacket;
    private final Map<PacketType, List<String>> messages = new LinkedHashMap<>();
    private long endNanos;
    private long bytes;

    Draft(SeenPacket first) {
      direction = first.direction();
      startNanos = first.epochNanos();
      firstPacket = first.packet();
      endNanos = startNanos;
    }

    void packet(SeenPacket packet) {
      messages.computeIfAbsent(packet.type(), _ -> new ArrayList<>());
      endNanos = Math.max(endNanos, packet.epochNanos());
      bytes += packet.bytes();
    }

    void message(PacketType type, String title) {
      List<String> known = messages.computeIfAbsent(type, _ -> new ArrayList<>());
      if (known.size() < DecodeLimits.TLS_HANDSHAKE_ENTRIES && !known.contains(title)) {
        known.add(title);
      }
    }

    QuicFlight flight() {
      List<String> titles = new ArrayList<>();
      messages.forEach(
          (type, read) ->
              titles.add(
                  read.isEmpty() ? title(type) : title(type) + " with " + String.join(", ", read)));
      return new QuicFlight(direction, startNanos, endNanos, firstPacket, bytes, titles);
    }

    private static String title(PacketType type) {
      return switch (type) {
        case INITIAL -> "Initial";
        case ZERO_RTT -> "0-RTT data";
        case HANDSHAKE -> "Handshake";
        case RETRY -> "Retry";
        case VERSION_NEGOTIATION -> "Version Negotiation";
        case ONE_RTT -> "1-RTT";
        case UNKNOWN -> "unknown version";
      };
    }
  }
}
