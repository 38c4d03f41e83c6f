package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;

/**
 * Finds answers to a SYN that speak of an older connection between the same ports (RFC 9293 section
 * 3.10.7.4): the peer, or a device before it, still holds that one and acknowledges its numbers.
 * The client, who knows nothing of it, ends it with a reset and asks again when its timer runs out.
 * Neither packet belongs to the connection that is opened.
 */
final class StaleAnswers {
  private final ConnectionTrace trace;
  private final SegmentTable table;

  StaleAnswers(ConnectionTrace trace) {
    this.trace = trace;
    table = trace.table();
  }

  /** Marks them where the same side takes the connection up later. */
  void mark() {
    int end = opened();
    if (end < 0 || !trace.isSyn(0) || trace.isAck(0)) {
      return;
    }
    boolean isStale = false;
    for (int row = 1; row < end; row++) {
      if (isOfOther(row)) {
        isStale = true;
        trace.addEvents(row, SegmentEvent.STALE.bit());
      } else if (isStale && trace.isReset(row) && isOpeners(row)) {
        trace.addEvents(row, SegmentEvent.STALE.bit());
      }
    }
  }

  /** Row of the SYN-ACK; -1 where data come first, or none does. */
  private int opened() {
    for (int row = 0; row < trace.size(); row++) {
      if (trace.isSyn(row) && trace.isAck(row) && !isOpeners(row)) {
        return row;
      }
      if (trace.payloadBytes(row) > 0 && !trace.isSyn(row)) {
        return -1;
      }
    }
    return -1;
  }

  /** An acknowledgment, without SYN, of something else than the SYN. */
  private boolean isOfOther(int row) {
    int expected = table.sequence(trace.tableRow(0)) + 1;
    return !isOpeners(row)
        && (trace.flags(row) & (TcpFlags.ACK | TcpFlags.SYN | TcpFlags.RST)) == TcpFlags.ACK
        && table.acknowledgment(trace.tableRow(row)) != expected;
  }

  private boolean isOpeners(int row) {
    return table.side(trace.tableRow(row)) == table.side(trace.tableRow(0));
  }
}
