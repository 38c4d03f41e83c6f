package dev.stallscope.flow.tcp;

import dev.stallscope.flow.FlowLimits;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which row of one direction first brought the bytes at a sequence number, and which sent them
 * last. Segments that go beyond all before stand in sorted columns; those that fill a hole, in a
 * map.
 */
final class TransmissionLog {
  /** No row. */
  static final int NONE = -1;

  private final ConnectionTrace trace;
  private long[] starts = new long[16];
  private int[] rows = new int[16];
  private int[] latest = new int[16];
  private int count;
  private final TreeMap<Long, int[]> fills = new TreeMap<>();

  TransmissionLog(ConnectionTrace trace) {
    this.trace = trace;
  }

  /**
   * Takes a segment that sends bytes from {@code start} on for the first time, beyond all others.
   */
  void append(long start, int row) {
    if (count == rows.length) {
      starts = Arrays.copyOf(starts, count * 2);
      rows = Arrays.copyOf(rows, count * 2);
      latest = Arrays.copyOf(latest, count * 2);
    }
    starts[count] = start;
    rows[count] = row;
    latest[count++] = row;
  }

  /** Takes a segment that fills a hole. */
  void fill(long start, int row) {
    if (fills.size() < FlowLimits.HOLE_FILLS) {
      fills.putIfAbsent(start, new int[] {row, row});
    }
  }

  /** The row that first sent the byte, or {@link #NONE}. */
  int first(long sequence) {
    int i = index(sequence);
    if (i >= 0) {
      return rows[i];
    }
    int[] fill = filling(sequence);
    return fill == null ? NONE : fill[0];
  }

  /** The row that last sent the byte, or {@link #NONE}. */
  int latest(long sequence) {
    int i = index(sequence);
    if (i >= 0) {
      return latest[i];
    }
    int[] fill = filling(sequence);
    return fill == null ? NONE : fill[1];
  }

  /** Remembers that a row sent again what begins at {@code start}. */
  void repeat(long start, long end, int row) {
    int i = index(start);
    if (i < 0) {
      int[] fill = filling(start);
      if (fill != null) {
        fill[1] = row;
      }
      return;
    }
    int last = Math.min(count, i + FlowLimits.RETRANSMITTED_SEGMENTS);
    for (; i < last && starts[i] < end; i++) {
      latest[i] = row;
    }
  }

  /** First row that begins after {@code sequence} among those that went beyond all before. */
  int after(long sequence) {
    int i = position(sequence) + 1;
    return i < count ? rows[i] : NONE;
  }

  /** Index of the segment that holds the byte, or -1. */
  private int index(long sequence) {
    int i = position(sequence);
    return i >= 0 && trace.end(rows[i]) > sequence ? i : -1;
  }

  private int position(long sequence) {
    int i = Arrays.binarySearch(starts, 0, count, sequence);
    return i < 0 ? -i - 2 : i;
  }

  private int @Nullable [] filling(long sequence) {
    Map.Entry<Long, int[]> fill = fills.floorEntry(sequence);
    return fill != null && trace.end(fill.getValue()[0]) > sequence ? fill.getValue() : null;
  }
}
