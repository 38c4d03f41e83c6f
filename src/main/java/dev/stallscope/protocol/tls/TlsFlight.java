package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import java.util.List;

/**
 * What one side sent of a handshake before it waited for the other.
 *
 * @param startNanos when its first byte was captured
 * @param endNanos when its last byte was captured
 * @param bytes of its records, headers included
 * @param records how many
 * @param messages names of its messages, as far as they are not encrypted
 */
public record TlsFlight(
    Direction direction,
    long startNanos,
    long endNanos,
    int firstPacket,
    int lastPacket,
    long bytes,
    int records,
    List<String> messages)
    implements HandshakeContent.Flight {

  /** The same with a name for all that is in it. */
  TlsFlight named(String name) {
    return new TlsFlight(
        direction, startNanos, endNanos, firstPacket, lastPacket, bytes, records, List.of(name));
  }
}
