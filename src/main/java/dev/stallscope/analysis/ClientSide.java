package dev.stallscope.analysis;

import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;

/** Who is the client of a flow, as far as its first packet tells; side 0 sent that packet. */
record ClientSide(int side) {
  /** Ports below this are servers' (RFC 6335: system ports). */
  private static final int SYSTEM_PORTS = 1024;

  static ClientSide of(PacketCursor first, boolean isTcp) {
    if (isTcp && first.hasFlag(TcpFlags.SYN)) {
      return new ClientSide(first.hasFlag(TcpFlags.ACK) ? 1 : 0);
    }
    boolean sourceIsSystem = first.sourcePort < SYSTEM_PORTS;
    boolean destinationIsSystem = first.destinationPort < SYSTEM_PORTS;
    if (sourceIsSystem != destinationIsSystem) {
      return new ClientSide(sourceIsSystem ? 1 : 0);
    }
    // Ephemeral ports lie high on every system; of equals the first to speak is taken.
    return new ClientSide(isTcp && first.sourcePort < first.destinationPort ? 1 : 0);
  }
}
