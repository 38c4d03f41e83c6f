package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.quic.PacketType;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeFlightsTest {
  private final HandshakeFlights flights = new HandshakeFlights();
  private int packet;

  @Test
  void detoursAreFlightsOfTheirOwn() {
    client(PacketType.INITIAL, 0);
    flights.message(PacketType.INITIAL, "ClientHello");
    server(PacketType.VERSION_NEGOTIATION, 10);
    client(PacketType.INITIAL, 11);
    server(PacketType.RETRY, 20);
    client(PacketType.INITIAL, 21);
    client(PacketType.ZERO_RTT, 21);
    server(PacketType.INITIAL, 30);
    flights.message(PacketType.INITIAL, "ServerHello");
    server(PacketType.HANDSHAKE, 32);
    assertThat(flights.until(100))
        .extracting(QuicFlight::messages)
        .containsExactly(
            List.of("Initial with ClientHello"),
            List.of("Version Negotiation"),
            List.of("Initial"),
            List.of("Retry"),
            List.of("Initial", "0-RTT data"),
            List.of("Initial with ServerHello", "Handshake"));
    assertThat(flights.until(100).getLast())
        .isEqualTo(
            new QuicFlight(
                Direction.SERVER_TO_CLIENT,
                30,
                32,
                6,
                200,
                List.of("Initial with ServerHello", "Handshake")));
  }

  @Test
  void whatComesAfterItsEndAndDataAreNoPartOfIt() {
    client(PacketType.INITIAL, 0);
    server(PacketType.ONE_RTT, 5);
    server(PacketType.INITIAL, 10);
    client(PacketType.HANDSHAKE, 20);
    assertThat(flights.until(10)).hasSize(2);
  }

  @Test
  void thereIsALimit() {
    for (int i = 0; i < 10 * DecodeLimits.TLS_HANDSHAKE_ENTRIES; i++) {
      client(PacketType.INITIAL, i);
      server(PacketType.INITIAL, i);
      flights.message(PacketType.INITIAL, "message " + i);
    }
    assertThat(flights.until(Long.MAX_VALUE)).hasSize(DecodeLimits.TLS_HANDSHAKE_ENTRIES);
  }

  private void client(PacketType type, long nanos) {
    flights.packet(new SeenPacket(type, Direction.CLIENT_TO_SERVER, nanos, packet++, 100));
  }

  private void server(PacketType type, long nanos) {
    flights.packet(new SeenPacket(type, Direction.SERVER_TO_CLIENT, nanos, packet++, 100));
  }
}
