package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;

/**
 * Numbers both directions of a connection from their beginning, in 64 bits: the SYN has 0, the
 * first byte of data 1. Where no SYN was seen the first segment has 1, and where a direction is
 * seen only in the ACKs of the other, the first byte that those ACKs expect.
 *
 * <p>Each number is taken to be the one nearest to the last of its direction, so a stream may be of
 * any length. RSTs often carry numbers from elsewhere and move nothing.
 */
final class SequenceUnwrapper {
  private final ConnectionTrace trace;
  private final SegmentTable table;
  private final int[] base = new int[2];
  private final boolean[] isBaseKnown = new boolean[2];
  private final long[] reference = new long[2];

  SequenceUnwrapper(ConnectionTrace trace) {
    this.trace = trace;
    table = trace.table();
  }

  void unwrap(long[] sequences, long[] acknowledgments) {
    findBases();
    for (int i = 0; i < sequences.length; i++) {
      int row = trace.tableRow(i);
      int side = table.side(row);
      int flags = table.flags(row);
      sequences[i] = unwrapped(side, table.sequence(row));
      acknowledgments[i] = -1;
      if ((flags & TcpFlags.ACK) != 0) {
        acknowledgments[i] = Math.max(0, unwrapped(1 - side, table.acknowledgment(row)));
      }
      if ((flags & TcpFlags.RST) == 0) {
        reference[side] = sequences[i];
        reference[1 - side] = Math.max(reference[1 - side], acknowledgments[i]);
      }
    }
  }

  private long unwrapped(int side, int wire) {
    return SequenceNumber.unwrap(wire - base[side], reference[side]);
  }

  /** The last SYN before any data counts: a SYN-ACK may come from another server than the first. */
  private void findBases() {
    boolean[] isFixed = new boolean[2];
    for (int i = 0; i < trace.size(); i++) {
      int row = trace.tableRow(i);
      int side = table.side(row);
      int flags = table.flags(row);
      boolean isSyn = (flags & TcpFlags.SYN) != 0;
      if (isSyn && !isFixed[side]) {
        set(side, table.sequence(row));
      } else if (!isBaseKnown[side] && (flags & TcpFlags.RST) == 0) {
        set(side, table.sequence(row) - 1);
      }
      if (!isBaseKnown[1 - side] && (flags & TcpFlags.ACK) != 0) {
        set(1 - side, table.acknowledgment(row) - 1);
      }
      isFixed[side] |= !isSyn && table.payloadBytes(row) > 0;
      if (isFixed[0] && isFixed[1]) {
        return;
      }
    }
  }

  private void set(int side, int sequence) {
    base[side] = sequence;
    isBaseKnown[side] = true;
  }
}
