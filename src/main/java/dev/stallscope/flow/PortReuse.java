package dev.stallscope.flow;

import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;
import java.util.Arrays;

/**
 * Tells when a TCP segment opens a new connection between ports that were used before (STALLS 1.1,
 * E18): a SYN with another initial sequence number, or with the same after data and a FIN or RST.
 * The same SYN after a mere RST is another attempt of the same connection, as Windows makes them.
 *
 * <p>A SYN-ACK with another number opens a new connection only where its sender has sent data
 * before; before that it is the answer of another server instance to the same SYN.
 */
final class PortReuse {
  private static final int KNOWN = 1; // shifted by the side
  private static final int FIN = 4;
  private static final int RST = 8;
  private static final int DATA = 16; // shifted by the side

  private int[] initial = new int[512];
  private byte[] state = new byte[256];

  /** Forgets what is known of a flow that begins. */
  void open(int flow) {
    if (flow >= state.length) {
      state = Arrays.copyOf(state, state.length * 2);
      initial = Arrays.copyOf(initial, state.length * 2);
    }
    state[flow] = 0;
  }

  boolean isNewConnection(int flow, int side, PacketCursor packet) {
    if ((packet.flags & TcpFlags.SYN) == 0 || (state[flow] & KNOWN << side) == 0) {
      return false;
    }
    boolean isOther = packet.sequence != initial[flow << 1 | side];
    if (packet.hasFlag(TcpFlags.ACK)) {
      return isOther && (state[flow] & DATA << side) != 0;
    }
    boolean hasCarriedData = (state[flow] & (DATA | DATA << 1)) != 0;
    return isOther || (hasCarriedData && (state[flow] & (FIN | RST)) != 0);
  }

  /**
   * Takes note of a segment of the flow.
   *
   * @param isFirst whether it opens the first connection between these ports: like Wireshark, its
   *     FIN or RST is then no reason to expect another connection
   */
  void observe(int flow, int side, PacketCursor packet, boolean isFirst) {
    int bits = state[flow];
    boolean isSyn = packet.hasFlag(TcpFlags.SYN);
    if ((bits & KNOWN << side) == 0 || isSyn) {
      initial[flow << 1 | side] = isSyn ? packet.sequence : packet.sequence - 1;
      bits |= KNOWN << side;
    }
    int peer = 1 - side;
    if (packet.hasFlag(TcpFlags.ACK)) {
      if ((bits & KNOWN << peer) == 0) {
        initial[flow << 1 | peer] = packet.acknowledgment - 1;
        bits |= KNOWN << peer;
      }
      if (packet.payloadLength > 0 && !isSyn) {
        bits |= DATA << side;
      }
    }
    if (!isFirst) {
      bits |= packet.hasFlag(TcpFlags.RST) ? RST : 0;
      bits |=
          (packet.flags & (TcpFlags.FIN | TcpFlags.ACK)) == (TcpFlags.FIN | TcpFlags.ACK) ? FIN : 0;
    }
    state[flow] = (byte) bits;
  }
}
