package dev.stallscope.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  /** The same time in disjoint spans by start: spans that overlap or touch become one. */
  public static List<TimeSpan> joined(List<TimeSpan> spans) {
    List<TimeSpan> joined = new ArrayList<>();
    for (TimeSpan span :
        spans.stream().sorted(Comparator.comparingLong(TimeSpan::startNanos)).toList()) {
      TimeSpan last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && span.startNanos <= last.endNanos) {
        joined.set(
            joined.size() - 1,
            new TimeSpan(last.startNanos, Math.max(last.endNanos, span.endNanos)));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }
}
