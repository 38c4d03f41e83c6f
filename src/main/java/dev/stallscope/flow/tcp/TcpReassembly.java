package dev.stallscope.flow.tcp;

import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;

/**
 * Both directions of one connection, put in order while the capture is read. What one side
 * acknowledges tells the other direction which holes will never be filled; a RST ends both.
 */
public final class TcpReassembly {
  private final TcpReassembler[] sides;

  /**
   * @param fromFirst takes what side 0 sent, the sender of the flow's first packet
   * @param fromSecond takes what side 1 sent
   * @param budget shared by all connections of the shard
   */
  public TcpReassembly(
      StreamConsumer fromFirst, StreamConsumer fromSecond, ReassemblyBudget budget) {
    sides =
        new TcpReassembler[] {
          new TcpReassembler(fromFirst, budget), new TcpReassembler(fromSecond, budget)
        };
  }

  /** Takes the next segment of the connection in the order of capture. */
  public void segment(int side, PacketCursor packet) {
    TcpReassembler own = sides[side];
    TcpReassembler other = sides[1 - side];
    long acknowledgedOffset = -1;
    if (packet.hasFlag(TcpFlags.ACK) && !isOfAnOlderConnection(own, other, packet)) {
      acknowledgedOffset = other.offset(packet.acknowledgment);
      other.acknowledged(packet.acknowledgment, packet.epochNanos, packet.packet);
    }
    if (!packet.hasFlag(TcpFlags.RST)) {
      own.segment(packet, acknowledgedOffset);
    } else if (own.isPlausibleReset(packet.sequence)) {
      own.end(StreamConsumer.End.RESET, packet.epochNanos, packet.packet);
      other.end(StreamConsumer.End.RESET, packet.epochNanos, packet.packet);
    }
  }

  /** Whether both directions have ended: nothing more will be delivered. */
  public boolean isOver() {
    return sides[0].hasEnded() && sides[1].hasEnded();
  }

  /**
   * A SYN that meets a connection which its port had before is answered by an ACK in the numbers of
   * that one (RFC 9293 3.10.7.4).
   */
  private static boolean isOfAnOlderConnection(
      TcpReassembler own, TcpReassembler other, PacketCursor packet) {
    return other.isOpened()
        && !own.hasStarted()
        && packet.payloadLength == 0
        && !packet.hasFlag(TcpFlags.SYN);
  }

  /**
   * The capture, or what it knows of the connection, is over. Safe to call more than once.
   *
   * @param epochNanos when the last packet was captured
   * @param packet index of the last packet
   */
  public void end(long epochNanos, int packet) {
    sides[0].end(StreamConsumer.End.CAPTURE_END, epochNanos, packet);
    sides[1].end(StreamConsumer.End.CAPTURE_END, epochNanos, packet);
  }
}
