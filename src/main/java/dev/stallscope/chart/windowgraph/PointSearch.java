package dev.stallscope.chart.windowgraph;

import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Finds the packet under the mouse: the nearest within reach. */
final class PointSearch {
  private static final double REACH = 8;

  private final WindowGraphScales scales;
  private final double x;
  private final double y;

  /** The lower plot tells packets by their time alone. */
  private final boolean isAnyHeight;

  private double nearest = REACH;
  private @Nullable WindowGraphPoint found;

  private PointSearch(WindowGraphScales scales, double x, double y) {
    this.scales = scales;
    this.x = x;
    this.y = y;
    isAnyHeight = scales.lower().contains(x, y);
  }

  static Optional<WindowGraphPoint> at(double x, double y, WindowGraphScales scales) {
    PointSearch search = new PointSearch(scales, x, y);
    if (search.isAnyHeight || scales.upper().contains(x, y)) {
      WindowGraph graph = scales.graph();
      search.look(graph.sent(), graph::segment);
      search.look(graph.acknowledged(), graph::acknowledgment);
    }
    return Optional.ofNullable(search.found);
  }

  private void look(GraphSeries series, IntFunction<WindowGraphPoint> point) {
    WindowGraph graph = scales.graph();
    int from = series.from(graph.offset(scales.time().nanosAt(x - REACH)));
    int to = series.to(graph.offset(scales.time().nanosAt(x + REACH)));
    int best = -1;
    for (int i = from; i < to; i++) {
      double distance =
          Math.hypot(
              scales.x(series.all().x(i)) - x,
              isAnyHeight ? 0 : height(series.all().low(i), series.all().high(i)));
      if (distance < nearest) {
        nearest = distance;
        best = i;
      }
    }
    if (best >= 0) {
      found = point.apply(best);
    }
  }

  /** How far above or below the mouse a range of values ends. */
  private double height(long low, long high) {
    double bottom = scales.sequence().y(low);
    double top = scales.sequence().y(high);
    return Math.max(0, Math.max(top - y, y - bottom));
  }
}
