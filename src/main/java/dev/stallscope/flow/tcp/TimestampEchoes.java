package dev.stallscope.flow.tcp;

import dev.stallscope.time.Nanos;

/**
 * When each TSval of one direction was first captured, until the other direction echoes it (STALLS
 * 0.3, R5).
 */
final class TimestampEchoes {
  private static final long EXPIRY_NANOS = Nanos.ofSeconds(10);
  private static final int CAPACITY = 1024; // values within a round trip; the oldest give way

  private int[] values = new int[8];
  private long[] times = new long[8];
  private boolean[] isData = new boolean[8];
  private int first;
  private int size;
  private boolean wasData;

  void sent(int value, long nanos, boolean carriesData) {
    if (value == 0) {
      return;
    }
    int mask = values.length - 1;
    if (size > 0 && !SequenceNumber.isAfter(value, values[first + size - 1 & mask])) {
      return;
    }
    if (size == values.length) {
      if (size < CAPACITY) {
        grow();
        mask = values.length - 1;
      } else {
        first = first + 1 & mask;
        size--;
      }
    }
    int i = first + size++ & mask;
    values[i] = value;
    times[i] = nanos;
    isData[i] = carriesData;
  }

  /** Time since the value was first seen, or -1; each value gives one sample. */
  long echoed(int value, long nowNanos) {
    int mask = values.length - 1;
    while (size > 0 && SequenceNumber.isBefore(values[first], value)) {
      first = first + 1 & mask;
      size--;
    }
    if (value == 0 || size == 0 || values[first] != value) {
      return -1;
    }
    long sample = nowNanos - times[first];
    wasData = isData[first];
    first = first + 1 & mask;
    size--;
    return sample <= EXPIRY_NANOS ? sample : -1;
  }

  /** Whether the segment of the last sample carried data, so that its receiver answered at once. */
  boolean wasData() {
    return wasData;
  }

  private void grow() {
    int[] oldValues = values;
    long[] oldTimes = times;
    boolean[] oldData = isData;
    int mask = oldValues.length - 1;
    values = new int[oldValues.length * 2];
    times = new long[values.length];
    isData = new boolean[values.length];
    for (int k = 0; k < size; k++) {
      values[k] = oldValues[first + k & mask];
      times[k] = oldTimes[first + k & mask];
      isData[k] = oldData[first + k & mask];
    }
    first = 0;
  }
}
