package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;

/** The line that Wireshark writes of a TCP segment. */
final class TcpInfo {
  private TcpInfo() {}

  /** {@code 51132 → 443 [ACK] Seq=1 Ack=518 Win=64256 Len=0}. */
  static String of(PacketCursor cursor, TcpNumbers numbers) {
    boolean isSyn = cursor.hasFlag(TcpFlags.SYN);
    StringBuilder text = new StringBuilder(96);
    text.append(cursor.sourcePort).append(" → ").append(cursor.destinationPort);
    text.append(" [").append(TransportFields.flags(cursor.flags)).append(']');
    text.append(" Seq=").append(numbers.sequence(cursor.sequence));
    if (cursor.hasFlag(TcpFlags.ACK)) {
      text.append(" Ack=").append(numbers.acknowledgment(cursor.acknowledgment));
    }
    text.append(" Win=").append(numbers.window(cursor.window, isSyn));
    text.append(" Len=").append(cursor.payloadLength);
    if (cursor.mss != PacketCursor.NONE) {
      text.append(" MSS=").append(cursor.mss);
    }
    text.append(cursor.sackPermitted ? " SACK_PERM" : "");
    if (cursor.hasTimestamps) {
      text.append(" TSval=").append(Integer.toUnsignedLong(cursor.timestampValue));
      text.append(" TSecr=").append(Integer.toUnsignedLong(cursor.timestampEcho));
    }
    if (cursor.windowScale != PacketCursor.NONE) {
      text.append(" WS=").append(1 << Math.min(cursor.windowScale, 14));
    }
    for (int i = 0; i < cursor.sackCount; i++) {
      text.append(" SLE=").append(numbers.acknowledgment(cursor.sackLeft[i]));
      text.append(" SRE=").append(numbers.acknowledgment(cursor.sackRight[i]));
    }
    return text.toString();
  }

  /** What was found of a segment, as Wireshark writes it before the line; may be empty. */
  static String labels(PacketMarks marks) {
    StringBuilder text = new StringBuilder();
    for (SegmentEvent event : SegmentEvent.values()) {
      String label = marks.has(event) ? label(event) : "";
      text.append(label.isEmpty() ? "" : "[" + label + "] ");
    }
    return text.toString();
  }

  /** The label of an event that Wireshark knows, and of copies; empty for others. */
  static String label(SegmentEvent event) {
    return switch (event) {
      case RETRANSMISSION -> "TCP Retransmission";
      case FAST_RETRANSMISSION -> "TCP Fast Retransmission";
      case SPURIOUS_RETRANSMISSION -> "TCP Spurious Retransmission";
      case OUT_OF_ORDER -> "TCP Out-Of-Order";
      case DUPLICATE_ACK -> "TCP Dup ACK";
      case LOST_SEGMENT -> "TCP Previous segment not captured";
      case ACKED_UNSEEN_SEGMENT -> "TCP ACKed unseen segment";
      case ZERO_WINDOW -> "TCP ZeroWindow";
      case ZERO_WINDOW_PROBE -> "TCP ZeroWindowProbe";
      case ZERO_WINDOW_PROBE_ACK -> "TCP ZeroWindowProbeAck";
      case WINDOW_FULL -> "TCP Window Full";
      case WINDOW_UPDATE -> "TCP Window Update";
      case KEEP_ALIVE -> "TCP Keep-Alive";
      case KEEP_ALIVE_ACK -> "TCP Keep-Alive ACK";
      case CAPTURE_DUPLICATE -> "Captured twice";
      case DUPLICATE_SACK, LOST, NEEDLESS, OVERTAKEN, ACKED_MISSED, STALE -> "";
    };
  }
}
