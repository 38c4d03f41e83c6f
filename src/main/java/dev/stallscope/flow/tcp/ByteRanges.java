package dev.stallscope.flow.tcp;

import dev.stallscope.flow.FlowLimits;
import java.util.Arrays;

/**
 * A set of sequence numbers as sorted ranges that neither touch nor overlap. It keeps so many
 * ranges and no more: a range too many is left out.
 */
final class ByteRanges {
  private long[] starts = new long[4];
  private long[] ends = new long[4];
  private int count;
  private long total;

  /** Bytes in the set. */
  long total() {
    return total;
  }

  int count() {
    return count;
  }

  /** Adds {@code start} up to, not including, {@code end}; whether that was anything new. */
  boolean add(long start, long end) {
    if (start >= end) {
      return false;
    }
    int from = firstEndingAtOrAfter(start);
    int to = from;
    long low = start;
    long high = end;
    long replaced = 0;
    while (to < count && starts[to] <= end) {
      low = Math.min(low, starts[to]);
      high = Math.max(high, ends[to]);
      replaced += ends[to] - starts[to];
      to++;
    }
    if (to == from && count == FlowLimits.SACK_RANGES) {
      return false;
    }
    replace(from, to, low, high);
    total += high - low - replaced;
    return high - low != replaced;
  }

  /** Forgets everything before {@code start}. */
  void removeBefore(long start) {
    int gone = 0;
    while (gone < count && ends[gone] <= start) {
      total -= ends[gone] - starts[gone];
      gone++;
    }
    if (gone > 0) {
      System.arraycopy(starts, gone, starts, 0, count - gone);
      System.arraycopy(ends, gone, ends, 0, count - gone);
      count -= gone;
    }
    if (count > 0 && starts[0] < start) {
      total -= start - starts[0];
      starts[0] = start;
    }
  }

  /** Whether the whole range is in the set. */
  boolean contains(long start, long end) {
    int i = firstEndingAtOrAfter(end);
    return i < count && starts[i] <= start;
  }

  /** Bytes of the set from {@code start} on. */
  long totalFrom(long start) {
    long sum = 0;
    for (int i = count - 1; i >= 0 && ends[i] > start; i--) {
      sum += ends[i] - Math.max(start, starts[i]);
    }
    return sum;
  }

  private int firstEndingAtOrAfter(long value) {
    int i = Arrays.binarySearch(ends, 0, count, value);
    return i < 0 ? -i - 1 : i;
  }

  private void replace(int from, int to, long low, long high) {
    if (to == from && count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    System.arraycopy(starts, to, starts, from + 1, count - to);
    System.arraycopy(ends, to, ends, from + 1, count - to);
    starts[from] = low;
    ends[from] = high;
    count += 1 - (to - from);
  }
}
