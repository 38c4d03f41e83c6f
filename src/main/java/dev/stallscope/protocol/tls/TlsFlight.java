package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import java.util.List;
import java.util.Optional;

/**
 * What one side sent of a handshake before it waited for the other.
 *
 * @param startNanos when its first byte was captured
 * @param endNanos when its last byte was captured
 * @param bytes of its records, headers included
 * @param records how many
 * @param messages names of its messages, as far as they are not encrypted
 * @param longestPause the longest time within it in which nothing came, empty where all came at
 *     once
 */
public record TlsFlight(
    Direction direction,
    long startNanos,
    long endNanos,
    int firstPacket,
    int lastPacket,
    long bytes,
    int records,
    List<String> messages,
    Optional<Pause> longestPause)
    implements HandshakeContent.Flight {

  /** The same with a name for all that is in it. */
  TlsFlight named(String name) {
    return new TlsFlight(
        direction,
        startNanos,
        endNanos,
        firstPacket,
        lastPacket,
        bytes,
        records,
        List.of(name),
        longestPause);
  }

  /**
   * A pause within a flight.
   *
   * @param bytesBefore bytes of the flight that had come before it
   * @param packetBefore index of the packet before it
   * @param packetAfter index of the packet that ended it
   */
  public record Pause(
      long startNanos, long endNanos, long bytesBefore, int packetBefore, int packetAfter) {
    public long durationNanos() {
      return endNanos - startNanos;
    }
  }
}
