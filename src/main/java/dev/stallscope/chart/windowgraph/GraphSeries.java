package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction;
import dev.stallscope.chart.ColumnReduction.Scale;
import dev.stallscope.chart.ColumnReduction.Series;
import dev.stallscope.time.Ascending;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Points that are drawn again and again, each time in another view. A view of all of a million
 * points looks only at those that can be told apart on a raster finer than the screen's; they are
 * found once. A view of a small part looks at the points of that part. Times are nanoseconds from
 * the graph's start, since epoch nanoseconds are too great for exact floating-point arithmetic.
 */
final class GraphSeries {
  /** Cells of the raster in either direction, several for each pixel of a plot. */
  private static final int FINE = 4096;

  /** Of a cloud in a low plot: its points share few cells, and many of them would be kept. */
  private static final int CLOUD_COLUMNS = 2048;

  private static final int CLOUD_ROWS = 512;

  private final Series all;
  private final int kinds;
  private final boolean isInOrder;
  private final KnownExtremes extremes;
  private final Overviews overviews;

  private GraphSeries(Series all, int kinds, int columns, int rows) {
    this.all = all;
    this.kinds = kinds;
    isInOrder = IntStream.range(1, all.size()).allMatch(i -> all.x(i) >= all.x(i - 1));
    extremes = new KnownExtremes(all);
    overviews = Overviews.of(all, kinds, columns, rows);
  }

  /** Points that a line joins. */
  static GraphSeries line(Series points) {
    return new GraphSeries(points, 0, FINE, FINE);
  }

  /** Points that are drawn each for itself. */
  static GraphSeries marks(Series points, int kinds) {
    return new GraphSeries(points, kinds, FINE, FINE);
  }

  /** Points of one kind that are scattered over a plot of little height. */
  static GraphSeries cloud(Series points) {
    return new GraphSeries(points, 1, CLOUD_COLUMNS, CLOUD_ROWS);
  }

  Series all() {
    return all;
  }

  boolean isEmpty() {
    return all.size() == 0;
  }

  /** The numbers of the points to draw on a raster, ascending. */
  int[] visible(Scale x, Scale y) {
    Part part = part(x, y);
    return part.reduced(kinds, new ColumnReduction(x, y));
  }

  /**
   * The fewest points that paint the same as all of them. A line has its extremes at any height.
   */
  private Part part(Scale x, Scale y) {
    int from = from(x.first());
    int to = to(x.last());
    int[] few = overviews.within(x, y, from, to);
    return few == null ? Part.of(all, from, to) : Part.of(all, few);
  }

  /** The lowest and the highest known value between two times, that at the first included. */
  Optional<ValueRange> extremes(long first, long last) {
    if (isInOrder) {
      return extremes.between(Math.max(0, at(first)), firstAfter(last));
    }
    int[] between =
        IntStream.range(0, all.size())
            .filter(i -> all.x(i) <= last && (i + 1 == all.size() || all.x(i + 1) > first))
            .toArray();
    return new KnownExtremes(Part.of(all, between)).between(0, between.length);
  }

  /** The number of the last point at or before a time, or -1. */
  int at(long nanos) {
    return firstAfter(nanos) - 1;
  }

  /** The number of the first point that may be seen from a time on, with the one before it. */
  int from(long nanos) {
    return isInOrder ? Math.max(0, firstAfter(nanos - 1) - 1) : 0;
  }

  /** One more than the number of the last point until a time, with the one after it. */
  int to(long nanos) {
    return isInOrder ? Math.min(all.size(), firstAfter(nanos) + 1) : all.size();
  }

  private int firstAfter(long nanos) {
    return Ascending.first(all.size(), i -> all.x(i) > nanos);
  }
}
