package dev.stallscope.flow.tcp;

import dev.stallscope.packet.PacketCursor;
import java.util.Arrays;

/** The SACK blocks of those rows of a {@link SegmentTable} that carry any. */
final class SackTable {
  static final int[] NO_BLOCKS = {};

  private int count;
  private int[] rows = new int[64];
  private int[] starts = new int[64];
  private int[] edges = new int[256];

  void append(int row, PacketCursor cursor) {
    if (count + 1 >= rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    int blocks = Math.min(cursor.sackCount, cursor.sackLeft.length);
    int start = starts[count];
    if (start + blocks * 2 > edges.length) {
      edges = Arrays.copyOf(edges, edges.length * 2);
    }
    for (int i = 0; i < blocks; i++) {
      edges[start + i * 2] = cursor.sackLeft[i];
      edges[start + i * 2 + 1] = cursor.sackRight[i];
    }
    rows[count++] = row;
    starts[count] = start + blocks * 2;
  }

  /** Left and right edges of the blocks of a row, as in the header. */
  int[] blocks(int row) {
    int i = count == 0 ? -1 : Arrays.binarySearch(rows, 0, count, row);
    return i < 0 ? NO_BLOCKS : Arrays.copyOfRange(edges, starts[i], starts[i + 1]);
  }
}
