package dev.stallscope.diagnosis;

import dev.stallscope.time.TimeSpan;
import java.util.Map;
import java.util.TreeMap;

/** The parts of one time line that somebody has taken. */
public final class OccupiedTime {
  /** Disjoint spans, start to end. */
  private final TreeMap<Long, Long> spans = new TreeMap<>();

  /** Takes a span; the result is how much of it was free, nanoseconds. */
  public long occupy(TimeSpan span) {
    long start = span.startNanos();
    long end = span.endNanos();
    if (start == end) {
      return 0;
    }
    long taken = 0;
    Map.Entry<Long, Long> before = spans.floorEntry(start);
    Map.Entry<Long, Long> next =
        before != null && before.getValue() >= start ? before : spans.ceilingEntry(start);
    while (next != null && next.getKey() <= end) {
      taken +=
          Math.max(
              0,
              Math.min(next.getValue(), span.endNanos())
                  - Math.max(next.getKey(), span.startNanos()));
      start = Math.min(start, next.getKey());
      end = Math.max(end, next.getValue());
      spans.remove(next.getKey());
      next = spans.ceilingEntry(start);
    }
    spans.put(start, end);
    return span.durationNanos() - taken;
  }

  /** Whether somebody has taken a part of a span. */
  public boolean isOccupied(TimeSpan span) {
    Map.Entry<Long, Long> last = spans.lowerEntry(span.endNanos());
    return last != null && last.getValue() > span.startNanos();
  }
}
