package dev.stallscope.flow.tcp;

import dev.stallscope.flow.FlowLimits;

/**
 * Segments of one direction that wait for their ACK to give a round-trip sample (STALLS 0.3, R4).
 */
final class SentSegments {
  private long[] ends = new long[16];
  private long[] times = new long[16];
  private int first;
  private int size;
  private long untimedEnd = Long.MIN_VALUE;

  void add(long end, long nanos) {
    if (size == ends.length) {
      if (size == FlowLimits.UNACKNOWLEDGED_SEGMENTS) {
        return;
      }
      grow();
    }
    int i = first + size++ & ends.length - 1;
    ends[i] = end;
    times[i] = nanos;
  }

  /** Something was sent again: nothing sent before tells a round trip any more (Karn). */
  void distrust() {
    if (size > 0) {
      untimedEnd = ends[first + size - 1 & ends.length - 1];
    }
  }

  /** Time from the segment that ends exactly at the ACK, or -1. */
  long acknowledge(long acknowledgment, long nowNanos) {
    long sample = -1;
    while (size > 0 && ends[first] <= acknowledgment) {
      if (ends[first] == acknowledgment && acknowledgment > untimedEnd) {
        sample = nowNanos - times[first];
      }
      first = first + 1 & ends.length - 1;
      size--;
    }
    return sample;
  }

  private void grow() {
    long[] oldEnds = ends;
    long[] oldTimes = times;
    ends = new long[oldEnds.length * 2];
    times = new long[ends.length];
    for (int k = 0; k < size; k++) {
      ends[k] = oldEnds[first + k & oldEnds.length - 1];
      times[k] = oldTimes[first + k & oldTimes.length - 1];
    }
    first = 0;
  }
}
