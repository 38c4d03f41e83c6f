package dev.stallscope.analysis.detail;

import java.util.Arrays;

/**
 * Ranges of values over time, in the order of the capture and in columns of primitives; a million
 * of them is normal. What the two values of a range are, the series says that it belongs to.
 */
public final class TimedRanges {
  private int size;
  private long[] epochNanos = new long[64];
  private long[] low = new long[64];
  private long[] high = new long[64];
  private int[] packets = new int[64];
  private int[] marks = new int[64];

  TimedRanges() {}

  void add(long nanos, long lowValue, long highValue, int packet, int mark) {
    if (size == epochNanos.length) {
      epochNanos = Arrays.copyOf(epochNanos, 2 * size);
      low = Arrays.copyOf(low, 2 * size);
      high = Arrays.copyOf(high, 2 * size);
      packets = Arrays.copyOf(packets, 2 * size);
      marks = Arrays.copyOf(marks, 2 * size);
    }
    epochNanos[size] = nanos;
    low[size] = lowValue;
    high[size] = highValue;
    packets[size] = packet;
    marks[size++] = mark;
  }

  /** Adds to what was found of a packet. */
  void mark(int i, int bits) {
    marks[i] |= bits;
  }

  /** The same without spare room. */
  TimedRanges trim() {
    epochNanos = Arrays.copyOf(epochNanos, size);
    low = Arrays.copyOf(low, size);
    high = Arrays.copyOf(high, size);
    packets = Arrays.copyOf(packets, size);
    marks = Arrays.copyOf(marks, size);
    return this;
  }

  public int size() {
    return size;
  }

  public long epochNanos(int i) {
    return epochNanos[i];
  }

  public long low(int i) {
    return low[i];
  }

  public long high(int i) {
    return high[i];
  }

  /** Index of the packet, from 0. */
  public int packet(int i) {
    return packets[i];
  }

  /** What was found of the packet: bits of {@link dev.stallscope.flow.tcp.SegmentEvent}. */
  public int marks(int i) {
    return marks[i];
  }
}
