package dev.stallscope.diagnosis;

import dev.stallscope.time.TimeSpan;
import java.util.Arrays;

/** The parts of one time line that somebody has taken. */
public final class OccupiedTime {
  /** Disjoint spans in order, which do not touch each other: the first {@code count} are there. */
  private long[] starts = new long[1];

  private long[] ends = new long[1];
  private int count;

  /** Takes a span; the result is how much of it was free, nanoseconds. */
  public long occupy(TimeSpan span) {
    long start = span.startNanos();
    long end = span.endNanos();
    if (start == end) {
      return 0;
    }
    int first = firstFrom(ends, start);
    int next = first;
    long taken = 0;
    while (next < count && starts[next] <= end) {
      taken += Math.min(ends[next], end) - Math.max(starts[next], start);
      next++;
    }
    if (first < next) {
      start = Math.min(start, starts[first]);
      end = Math.max(end, ends[next - 1]);
    }
    replace(first, next);
    starts[first] = start;
    ends[first] = end;
    return span.durationNanos() - taken;
  }

  /** Index of the first at or behind a time; most often that is behind all of them. */
  private int firstFrom(long[] nanos, long least) {
    if (count == 0 || nanos[count - 1] < least) {
      return count;
    }
    int found = Arrays.binarySearch(nanos, 0, count, least);
    return found < 0 ? -found - 1 : found;
  }

  /** Leaves place for one span instead of those from one index up to another. */
  private void replace(int from, int to) {
    if (count == starts.length && from == to) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(starts, to, starts, from + 1, count - to);
    System.arraycopy(ends, to, ends, from + 1, count - to);
    count += from + 1 - to;
  }
}
