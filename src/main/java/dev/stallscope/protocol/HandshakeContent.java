package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import java.util.List;

/** A set-up in which both sides take turns, as far as it can be read. */
public interface HandshakeContent extends MessageContent {
  /** What each side sent before it waited for the other, in order. */
  List<? extends Flight> flights();

  /** Answers of the server that the client waited for before it might send data. */
  int roundTrips();

  /** Whether it asks, in another protocol and in the clear, for the handshake that follows. */
  default boolean isUpgrade() {
    return false;
  }

  /** The warnings and refusals in one of the flights, such as {@code alert unknown_ca}. */
  default List<String> alerts(Flight flight) {
    return List.of();
  }

  /** What one side sent before it waited for the other. Times are epoch nanoseconds. */
  interface Flight {
    Direction direction();

    long startNanos();

    long endNanos();

    /** Index of the packet that brought its first byte. */
    int firstPacket();

    /** Bytes on the wire, the framing of the handshake's protocol included. */
    long bytes();

    /** Names of its messages, as far as they are not encrypted. */
    List<String> messages();
  }
}
