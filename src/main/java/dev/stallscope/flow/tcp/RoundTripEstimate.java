package dev.stallscope.flow.tcp;

import dev.stallscope.time.Nanos;

/**
 * What a sender makes of round-trip samples: the smoothed round trip of RFC 6298, the
 * retransmission timeout as Linux computes it (its variance term is never below 200 ms), and the
 * smallest sample of the last ten seconds.
 */
final class RoundTripEstimate {
  /** RFC 6298 section 2.1. */
  static final long INITIAL_TIMEOUT_NANOS = Nanos.PER_SECOND;

  private static final long MIN_VARIANCE_NANOS = Nanos.ofMillis(200);
  private static final long WINDOW_NANOS = Nanos.ofSeconds(10);

  private long smoothed = -1;
  private long variance;
  private long least = -1;
  private long lastNanos;

  // The least sample of the window and the runners-up that replace it, oldest first.
  private final long[] times = new long[3];
  private final long[] values = new long[3];

  void add(long sampleNanos, long nowNanos) {
    if (smoothed < 0) {
      smoothed = sampleNanos;
      variance = sampleNanos / 2;
    } else {
      variance += (Math.abs(smoothed - sampleNanos) - variance) / 4;
      smoothed += (sampleNanos - smoothed) / 8;
    }
    updateMinimum(sampleNanos, nowNanos);
    least = least < 0 ? sampleNanos : Math.min(least, sampleNanos);
    lastNanos = nowNanos;
  }

  /** Smoothed round trip, or -1. */
  long smoothedNanos() {
    return smoothed;
  }

  long timeoutNanos() {
    return smoothed < 0
        ? INITIAL_TIMEOUT_NANOS
        : smoothed + Math.max(MIN_VARIANCE_NANOS, 4 * variance);
  }

  /** Least sample of the last ten seconds, of all where there is none in them, or -1. */
  long minNanos(long nowNanos) {
    return least < 0 || nowNanos - lastNanos > WINDOW_NANOS ? least : values[0];
  }

  private void updateMinimum(long sample, long now) {
    if (least < 0 || sample <= values[0] || now - times[2] > WINDOW_NANOS) {
      set(0, sample, now);
      set(1, sample, now);
      set(2, sample, now);
      return;
    }
    if (sample <= values[1]) {
      set(1, sample, now);
      set(2, sample, now);
    } else if (sample <= values[2] || now - times[2] > WINDOW_NANOS / 4) {
      set(2, sample, now);
    }
    if (now - times[0] > WINDOW_NANOS) {
      set(0, values[1], times[1]);
      set(1, values[2], times[2]);
      set(2, sample, now);
    }
  }

  private void set(int i, long value, long time) {
    values[i] = value;
    times[i] = time;
  }
}
