package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.TimeScale;
import dev.stallscope.time.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * What of a graph is looked at.
 *
 * @param time the visible time, longer than nothing
 * @param sequence the visible relative sequence numbers, or null for those of the visible time
 */
public record WindowGraphViewport(TimeSpan time, @Nullable ValueRange sequence) {
  /** More room than any connection has, so that zooming out ends. */
  private static final long MOST_BYTES = 1L << 46;

  /** All of a graph. */
  public static WindowGraphViewport all(WindowGraph graph) {
    return new WindowGraphViewport(graph.span(), null);
  }

  /** A time with a margin on both sides, inside of the graph; all of it where they do not meet. */
  public static WindowGraphViewport around(TimeSpan time, long marginNanos, WindowGraph graph) {
    long more = Math.max(TimeScale.SHORTEST_NANOS, marginNanos);
    long start = Math.max(graph.span().startNanos(), time.startNanos() - more);
    long end = Math.min(graph.span().endNanos(), time.endNanos() + more);
    return end <= start ? all(graph) : new WindowGraphViewport(new TimeSpan(start, end), null);
  }

  /** Zoomed in time around {@code nanos}; a factor above 1 shows less. */
  public WindowGraphViewport zoomedInTime(long nanos, double factor, WindowGraph graph) {
    TimeScale unit = new TimeScale(time, 0, 1);
    return new WindowGraphViewport(
        unit.zoomed(unit.x(nanos), factor, graph.span()).span(), sequence);
  }

  /**
   * Zoomed in sequence numbers around {@code value}.
   *
   * @param shown what is visible now
   */
  public WindowGraphViewport zoomedInSequence(long value, double factor, ValueRange shown) {
    ValueRange next = shown.zoomed(value, factor);
    return next.length() > MOST_BYTES ? this : new WindowGraphViewport(time, next);
  }

  /** Moved to later times by a share of what is visible. */
  public WindowGraphViewport movedInTime(double share, WindowGraph graph) {
    return new WindowGraphViewport(
        new TimeScale(time, 0, 1).moved(share, graph.span()).span(), sequence);
  }

  /** Moved to higher sequence numbers by a share of what is visible. */
  public WindowGraphViewport movedInSequence(double share, ValueRange shown) {
    long by = Math.round(shown.length() * share);
    return new WindowGraphViewport(time, new ValueRange(shown.low() + by, shown.high() + by));
  }

  /** The same scale with {@code nanos} in the middle, unless it is visible already. */
  public WindowGraphViewport showing(long nanos, WindowGraph graph) {
    if (time.contains(nanos)) {
      return this;
    }
    double middle = time.startNanos() + time.durationNanos() / 2.0;
    double share = (nanos - middle) / time.durationNanos();
    return new WindowGraphViewport(movedInTime(share, graph).time(), null);
  }
}
