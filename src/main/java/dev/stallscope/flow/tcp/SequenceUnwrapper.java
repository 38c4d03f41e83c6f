package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;

/**
 * Numbers both directions of a connection from their beginning, in 64 bits: the SYN has 0, the
 * first byte of data 1. Where no SYN was seen the first segment has 1, and where a direction is
 * seen only in the ACKs of the other, the first byte that those ACKs expect.
 *
 * <p>Each number is taken to be the one nearest to the last of its direction, so a stream may be of
 * any length. RSTs often carry numbers from elsewhere and move nothing; what speaks of another
 * connection has none.
 */
final class SequenceUnwrapper {
  private static final int CANDIDATES = 4;

  /** A first segment this close behind a SYN follows it, even if some before it are missing. */
  private static final int NEAR_BYTES = 1 << 20;

  private final int[][] initial = new int[2][CANDIDATES];
  private final int[] initialCount = new int[2];
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
      if (trace.has(i, SegmentEvent.STALE)) {
        acknowledgments[i] = -1;
        continue;
      }
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

  /**
   * A side may send SYNs with several numbers before it sends anything else, as when several
   * servers answer: that one counts which the next segment follows, else the last.
   */
  private void findBases() {
    boolean[] isFixed = new boolean[2];
    for (int i = 0; i < trace.size() && !(isFixed[0] && isFixed[1]); i++) {
      int row = trace.tableRow(i);
      int side = table.side(row);
      int flags = table.flags(row);
      int sequence = table.sequence(row);
      if (trace.has(i, SegmentEvent.STALE)) {
        continue;
      }
      if ((flags & TcpFlags.SYN) != 0) {
        if (!isFixed[side]) {
          offer(side, sequence);
        }
      } else if ((flags & TcpFlags.RST) == 0 && !isFixed[side]) {
        isFixed[side] = true;
        choose(side, sequence);
      }
      if (!isBaseKnown[1 - side] && (flags & TcpFlags.ACK) != 0) {
        set(1 - side, table.acknowledgment(row) - 1);
      }
    }
  }

  private void offer(int side, int sequence) {
    set(side, sequence);
    initial[side][initialCount[side]++ & CANDIDATES - 1] = sequence;
  }

  private void choose(int side, int sequence) {
    int count = Math.min(initialCount[side], CANDIDATES);
    for (int i = 0; i < count; i++) {
      if (Integer.compareUnsigned(sequence - initial[side][i], NEAR_BYTES) < 0) {
        set(side, initial[side][i]);
        return;
      }
    }
    if (count == 0) {
      set(side, sequence - 1);
    }
  }

  private void set(int side, int sequence) {
    base[side] = sequence;
    isBaseKnown[side] = true;
  }
}
