package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import java.util.List;

/**
 * What one side sent of a handshake before the other answered.
 *
 * @param bytes of its packets
 * @param messages kinds of its packets, each with the TLS messages in them that could be read
 */
public record QuicFlight(
    Direction direction,
    long startNanos,
    long endNanos,
    int firstPacket,
    long bytes,
    List<String> messages)
    implements HandshakeContent.Flight {
  public QuicFlight {
    messages = List.copyOf(messages);
  }
}
