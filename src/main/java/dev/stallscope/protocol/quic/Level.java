package dev.stallscope.protocol.quic;

import dev.stallscope.quic.PacketType;

/** What packets are numbered together in each direction (RFC 9000 section 12.3). */
enum Level {
  INITIAL,
  HANDSHAKE,
  APPLICATION;

  /** The level of packets that are protected; others have no number. */
  static Level of(PacketType type) {
    return switch (type) {
      case INITIAL -> INITIAL;
      case HANDSHAKE -> HANDSHAKE;
      case ZERO_RTT, ONE_RTT -> APPLICATION;
      case RETRY, VERSION_NEGOTIATION, UNKNOWN ->
          throw new IllegalArgumentException(type + " is not protected");
    };
  }
}
