package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction.Series;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Points;
import dev.stallscope.chart.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line through values that hold until the next one, cut to its plot: first across, then up or
 * down. Where a value is unknown there is no line.
 */
final class StepLine {
  private final PlotArea area;
  private final List<Points> pieces = new ArrayList<>();
  private double[] xs = new double[256];
  private double[] ys = new double[256];
  private int size;

  private StepLine(PlotArea area) {
    this.area = area;
  }

  /** From values to a plot. */
  interface Place {
    double x(long offset);

    double y(long value);
  }

  /**
   * The pieces that are seen.
   *
   * @param numbers of the points to draw, ascending
   * @param end until when the last value holds
   */
  static List<Points> of(Series points, int[] numbers, long end, Place place, PlotArea area) {
    StepLine line = new StepLine(area);
    double x = 0;
    double y = Double.NaN;
    for (int i : numbers) {
      double nextX = place.x(points.x(i));
      double nextY = points.low(i) < 0 ? Double.NaN : place.y(points.low(i));
      line.across(x, nextX, y);
      line.upright(nextX, y, nextY);
      x = nextX;
      y = nextY;
    }
    line.across(x, place.x(end), y);
    line.end();
    return line.pieces;
  }

  /** The same as lines to paint. */
  static List<Mark> marks(List<Points> pieces, Tone tone, double width) {
    return pieces.stream().<Mark>map(piece -> new Mark.Polyline(piece, tone, width)).toList();
  }

  /** A shape from each piece down to the plot's bottom. */
  static List<Mark> shapes(List<Points> pieces, PlotArea area, Tone tone, double opacity) {
    return pieces.stream().map(piece -> shape(piece, area, tone, opacity)).toList();
  }

  private static Mark shape(Points piece, PlotArea area, Tone tone, double opacity) {
    int count = piece.size();
    double[] xs = Arrays.copyOf(piece.xs(), count + 2);
    double[] ys = Arrays.copyOf(piece.ys(), count + 2);
    xs[count] = xs[count - 1];
    ys[count] = area.bottom();
    xs[count + 1] = xs[0];
    ys[count + 1] = area.bottom();
    return new Mark.Area(Points.of(xs, ys), tone, opacity);
  }

  private void across(double from, double to, double y) {
    double left = area.clampX(from);
    double right = area.clampX(to);
    if (y >= area.top() && y <= area.bottom() && right > left) {
      add(left, y);
      add(right, y);
    } else if (!(from == to)) {
      end();
    }
  }

  private void upright(double x, double from, double to) {
    if (Double.isNaN(from) || Double.isNaN(to) || !area.isAcross(x)) {
      end();
      return;
    }
    double start = area.clampY(from);
    double stop = area.clampY(to);
    if (start == stop) {
      if (from != to) {
        end();
      }
      return;
    }
    add(x, start);
    add(x, stop);
    if (stop != to) {
      end();
    }
  }

  private void add(double x, double y) {
    if (size > 0 && xs[size - 1] == x && ys[size - 1] == y) {
      return;
    }
    if (size == xs.length) {
      xs = Arrays.copyOf(xs, 2 * size);
      ys = Arrays.copyOf(ys, 2 * size);
    }
    xs[size] = x;
    ys[size++] = y;
  }

  private void end() {
    if (size > 1) {
      pieces.add(Points.of(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size)));
    }
    size = 0;
  }
}
