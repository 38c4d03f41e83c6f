package dev.stallscope.flow.tcp;

import dev.stallscope.packet.PacketCursor;
import java.util.Arrays;

/** The options that only SYNs carry, for those rows of a {@link SegmentTable} that are SYNs. */
final class SynTable {
  private static final int SACK_PERMITTED = 1;
  private static final int HAS_SCALE = 2;
  private static final int HAS_MSS = 4;
  private static final int IS_CUT = 8;
  private static final int MAX_SHIFT = 14; // RFC 7323 section 2.3
  private static final int MAX_MSS = 0xffff;

  private int count;
  private int[] rows = new int[64];
  private int[] options = new int[64];

  void append(int row, PacketCursor cursor) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      options = Arrays.copyOf(options, options.length * 2);
    }
    int packed = cursor.sackPermitted ? SACK_PERMITTED : 0;
    if (cursor.windowScale != PacketCursor.NONE) {
      packed |= HAS_SCALE | Math.min(cursor.windowScale, MAX_SHIFT) << 4;
    }
    if (cursor.mss != PacketCursor.NONE) {
      packed |= HAS_MSS | Math.min(cursor.mss, MAX_MSS) << 8;
    }
    if (cursor.areOptionsCut) {
      packed |= IS_CUT;
    }
    rows[count] = row;
    options[count++] = packed;
  }

  /** Shift of the window scale option, at most 14, or {@link PacketCursor#NONE}. */
  int windowScale(int row) {
    int packed = options(row);
    return (packed & HAS_SCALE) != 0 ? packed >>> 4 & 0xf : PacketCursor.NONE;
  }

  /** Whether options that were not captured may have held what seems to be missing. */
  boolean isCut(int row) {
    return (options(row) & IS_CUT) != 0;
  }

  /** MSS option in bytes, or {@link PacketCursor#NONE}. */
  int mss(int row) {
    int packed = options(row);
    return (packed & HAS_MSS) != 0 ? packed >>> 8 : PacketCursor.NONE;
  }

  boolean isSackPermitted(int row) {
    return (options(row) & SACK_PERMITTED) != 0;
  }

  private int options(int row) {
    int i = count == 0 ? -1 : Arrays.binarySearch(rows, 0, count, row);
    return i < 0 ? 0 : options[i];
  }
}
