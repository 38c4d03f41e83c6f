package dev.stallscope.quic;

/** Kinds of QUIC packets (RFC 9000 section 17). */
public enum PacketType {
  VERSION_NEGOTIATION,
  INITIAL,
  ZERO_RTT,
  HANDSHAKE,
  RETRY,
  /** Of a version that cannot be read: who sent it to whom stands there in every version. */
  UNKNOWN,
  /** With a short header: what is said once the handshake allows it. */
  ONE_RTT
}
