package dev.stallscope.ui.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.windowgraph.PlotArea;
import dev.stallscope.chart.windowgraph.ValueRange;
import dev.stallscope.chart.windowgraph.WindowGraphLayout;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/**
 * The part of a graph that a drag marks: a flat one is a range of time, a narrow one a range of
 * sequence numbers, and one that is both is a click with a trembling hand.
 */
record ZoomBox(double fromX, double fromY, double toX, double toY) {
  /** A smaller extent is not meant, pixels. */
  static final double LEAST = 20;

  private static final double WASH = 0.14;

  /** What would be looked at, if the box is large enough. */
  Optional<WindowGraphViewport> viewport(WindowGraphLayout layout, WindowGraphViewport before) {
    boolean isWide = Math.abs(toX - fromX) >= LEAST;
    boolean isHigh = isHigh(layout);
    if (!isWide && !isHigh) {
      return Optional.empty();
    }
    return Optional.of(
        new WindowGraphViewport(
            isWide ? time(layout) : before.time(),
            isHigh ? sequence(layout) : isWide ? null : before.sequence()));
  }

  /** Only the upper plot has sequence numbers. */
  private boolean isHigh(WindowGraphLayout layout) {
    return Math.abs(toY - fromY) >= LEAST && fromY <= layout.upper().bottom();
  }

  private TimeSpan time(WindowGraphLayout layout) {
    PlotArea area = layout.upper();
    long start = layout.time().nanosAt(Math.clamp(Math.min(fromX, toX), area.left(), area.right()));
    long end = layout.time().nanosAt(Math.clamp(Math.max(fromX, toX), area.left(), area.right()));
    return new TimeSpan(start, Math.max(end, start + TimeScale.SHORTEST_NANOS));
  }

  private ValueRange sequence(WindowGraphLayout layout) {
    PlotArea area = layout.upper();
    long low =
        layout.sequence().valueAt(Math.clamp(Math.max(fromY, toY), area.top(), area.bottom()));
    long high =
        layout.sequence().valueAt(Math.clamp(Math.min(fromY, toY), area.top(), area.bottom()));
    return new ValueRange(low, Math.max(low + 1, high));
  }

  /** The box as it is drawn while the mouse is down. */
  List<Mark> marks(WindowGraphLayout layout) {
    boolean isHigh = isHigh(layout);
    boolean isWide = Math.abs(toX - fromX) >= LEAST || !isHigh;
    PlotArea area = layout.upper();
    double left = isWide ? Math.min(fromX, toX) : area.left();
    double right = isWide ? Math.max(fromX, toX) : area.right();
    double top = isHigh ? Math.min(fromY, toY) : area.top();
    double bottom = isHigh ? Math.max(fromY, toY) : layout.lower().bottom();
    double from = Math.clamp(left, area.left(), area.right());
    double to = Math.clamp(right, area.left(), area.right());
    double high = Math.clamp(top, area.top(), layout.lower().bottom());
    double low = Math.clamp(bottom, area.top(), isHigh ? area.bottom() : layout.lower().bottom());
    return List.of(
        new Mark.Bar(from, high, to - from, Math.max(0, low - high), Tone.ACCENT, 0, WASH),
        new Mark.Outline(from, high, to - from, Math.max(0, low - high), Tone.ACCENT, 0, false));
  }
}
