package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.quic.PacketType;

/** A datagram while it is taken apart. */
final class DatagramPlace {
  private final Direction direction;
  private final StreamBytes datagram;
  private final int wireLength;

  DatagramPlace(Direction direction, StreamBytes datagram, int wireLength) {
    this.direction = direction;
    this.datagram = datagram;
    this.wireLength = wireLength;
  }

  Direction direction() {
    return direction;
  }

  byte[] bytes() {
    return datagram.array();
  }

  /** Index behind its captured bytes. */
  int end() {
    return datagram.offset() + datagram.length();
  }

  /** Bytes that it had on the wire. */
  int wireLength() {
    return wireLength;
  }

  long epochNanos() {
    return datagram.epochNanos();
  }

  int packet() {
    return datagram.packet();
  }

  /** One of its packets. */
  SeenPacket seen(PacketType type, int length) {
    return new SeenPacket(type, direction, epochNanos(), packet(), length);
  }
}
