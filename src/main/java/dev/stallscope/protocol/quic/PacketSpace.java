package dev.stallscope.protocol.quic;

import dev.stallscope.quic.PacketNumbers;

/** Packets that one side numbers together, and the handshake messages that they carry. */
final class PacketSpace {
  private final PacketNumbers numbers = new PacketNumbers();
  private final SentPackets sent = new SentPackets();
  private final CryptoStream crypto = new CryptoStream();
  private final SentProbes probes = new SentProbes();

  PacketNumbers numbers() {
    return numbers;
  }

  SentPackets sent() {
    return sent;
  }

  SentProbes probes() {
    return probes;
  }

  CryptoStream crypto() {
    return crypto;
  }
}
