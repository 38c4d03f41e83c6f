package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.quic.PacketType;

/**
 * One QUIC packet as it stood on the wire.
 *
 * @param epochNanos when the datagram that brought it was captured
 * @param packet index of that datagram
 * @param bytes of the packet, its header included
 */
record SeenPacket(PacketType type, Direction direction, long epochNanos, int packet, int bytes) {
  boolean isFromClient() {
    return direction == Direction.CLIENT_TO_SERVER;
  }
}
