package dev.stallscope.time;

/**
 * The half-open span {@code [startNanos, endNanos)} of epoch nanoseconds; the end is not before the
 * start.
 */
public record TimeSpan(long startNanos, long endNanos) {
  public TimeSpan {
    if (endNanos < startNanos) {
      throw new IllegalArgumentException("ends before it starts: " + startNanos + ".." + endNanos);
    }
  }

  public long durationNanos() {
    return endNanos - startNanos;
  }

  public boolean overlaps(TimeSpan other) {
    return startNanos < other.endNanos && other.startNanos < endNanos;
  }

  public boolean contains(long epochNanos) {
    return epochNanos >= startNanos && epochNanos < endNanos;
  }
}
