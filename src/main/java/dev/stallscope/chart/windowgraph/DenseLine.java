package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction.Series;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Tone;
import java.util.ArrayList;
import java.util.List;

/**
 * A line with a point in every second column of pixels or more, as one upright bar a column. It
 * covers what the line would cover, and a painter that strokes thousands of crossing pieces is too
 * slow for a graph that moves.
 */
final class DenseLine {
  private static final double THICKNESS = 1.5;

  private final PlotArea area;
  private final Tone tone;
  private final double fill;
  private final List<Mark> shape = new ArrayList<>();
  private final List<Mark> line = new ArrayList<>();

  private DenseLine(PlotArea area, Tone tone, double fill) {
    this.area = area;
    this.tone = tone;
    this.fill = fill;
  }

  /** Whether a line is better drawn so. */
  static boolean isDense(int points, PlotArea area) {
    return points > area.width() / 2;
  }

  /**
   * The bars of a line.
   *
   * @param numbers of the points to draw, ascending, of known values
   * @param fill how opaque the shape down to the plot's bottom is, 0 for none
   */
  static List<Mark> marks(
      Series points, int[] numbers, StepLine.Place place, PlotArea area, Tone tone, double fill) {
    DenseLine dense = new DenseLine(area, tone, fill);
    double column = Double.NaN;
    double top = 0;
    double bottom = 0;
    double before = Double.NaN;
    for (int i : numbers) {
      double x = Math.floor(place.x(points.x(i)));
      double y = place.y(points.low(i));
      if (x != column) {
        dense.columns(column, x, top, bottom, before);
        column = x;
        top = Double.isNaN(before) ? y : Math.min(y, before);
        bottom = Double.isNaN(before) ? y : Math.max(y, before);
      } else {
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      before = y;
    }
    dense.columns(column, column + 1, top, bottom, before);
    dense.shape.addAll(dense.line);
    return dense.shape;
  }

  /** A column, and the level line from it to the next. */
  private void columns(double column, double next, double top, double bottom, double last) {
    if (Double.isNaN(column)) {
      return;
    }
    bar(column, column + 1, top, bottom);
    bar(column + 1, next, last, last);
  }

  private void bar(double from, double to, double top, double bottom) {
    double left = Math.max(from, area.left());
    double width = Math.min(to, area.right()) - left;
    if (width <= 0) {
      return;
    }
    if (fill > 0 && top < area.bottom()) {
      double high = area.clampY(top);
      shape.add(new Mark.Bar(left, high, width, area.bottom() - high, tone, 0, fill));
    }
    if (bottom >= area.top() && top <= area.bottom()) {
      double high = Math.min(area.clampY(top - THICKNESS / 2), area.bottom() - THICKNESS);
      double height = Math.max(THICKNESS, area.clampY(bottom + THICKNESS / 2) - high);
      line.add(new Mark.Bar(left, high, width, height, tone, 0, 1));
    }
  }
}
