package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction;
import dev.stallscope.chart.ColumnReduction.Scale;
import dev.stallscope.chart.ColumnReduction.Series;
import dev.stallscope.time.Ascending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Points that are drawn again and again, each time in another view. A view of all of a million
 * points looks only at those that can be told apart on a raster finer than any screen's; they are
 * found once. A view of a part looks at the points of that part. Times are nanoseconds from the
 * graph's start, since epoch nanoseconds are too great for exact floating-point arithmetic.
 */
final class GraphSeries {
  /** Cells of the raster in either direction, several for each pixel of a plot. */
  private static final int FINE = 4096;

  /** For looking closer at a line of very many points. */
  private static final int FINEST = 32_768;

  /** Of a cloud in a low plot: its points share few cells, and many of them would be kept. */
  private static final int CLOUD_COLUMNS = 2048;

  private static final int CLOUD_ROWS = 512;

  private final Series all;
  private final int kinds;
  private final int columns;
  private final int rows;
  private final boolean isInOrder;
  private final KnownExtremes extremes;
  private final List<Overview> overviews;

  /** What is left of all points on the fine raster. */
  @SuppressWarnings("ArrayRecordComponent") // as many as a screen has pixels, never compared
  private record Overview(Scale x, Scale y, int[] chosen) {
    boolean isFineEnough(Scale view) {
      return cell(view) >= cell(x);
    }

    boolean isFineEnough(Scale viewX, Scale viewY) {
      return isFineEnough(viewX) && cell(viewY) >= cell(y);
    }

    /** Those that are chosen of a run of points, with a neighbour on each side. */
    int[] within(int from, int to) {
      return Arrays.copyOfRange(
          chosen, Math.max(0, place(from) - 1), Math.min(chosen.length, place(to) + 1));
    }

    private int place(int number) {
      int at = Arrays.binarySearch(chosen, number);
      return at < 0 ? -1 - at : at;
    }

    private static double cell(Scale scale) {
      return ((double) scale.last() - scale.first()) / scale.pixels();
    }
  }

  private GraphSeries(Series all, int kinds, int columns, int rows) {
    this.all = all;
    this.kinds = kinds;
    this.columns = columns;
    this.rows = rows;
    isInOrder = IntStream.range(1, all.size()).allMatch(i -> all.x(i) >= all.x(i - 1));
    extremes = new KnownExtremes(all);
    overviews = overviews();
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
    int[] chosen = reduced(part, x, y);
    Arrays.setAll(chosen, i -> part.number(chosen[i]));
    return chosen;
  }

  /**
   * The fewest points that paint the same as all of them. A line has its extremes at any height.
   */
  private Part part(Scale x, Scale y) {
    int from = from(x.first());
    int to = to(x.last());
    for (Overview far : overviews) {
      if (kinds == 0 ? far.isFineEnough(x) : far.isFineEnough(x, y)) {
        return Part.of(all, far.within(from, to));
      }
    }
    return Part.of(all, from, to);
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

  private int[] reduced(Series part, Scale x, Scale y) {
    ColumnReduction reduction = new ColumnReduction(x, y);
    return kinds == 0 ? reduction.line(part) : reduction.marks(part, kinds);
  }

  /** The coarsest first; a finer one only of lines, of which a raster keeps no cells. */
  private List<Overview> overviews() {
    List<Overview> made = new ArrayList<>();
    if (all.size() > 4 * FINE) {
      made.add(overview(columns));
    }
    if (kinds == 0 && all.size() > 4 * FINEST) {
      made.add(overview(FINEST));
    }
    return List.copyOf(made);
  }

  private Overview overview(int cells) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < all.size(); i++) {
      first = Math.min(first, all.x(i));
      last = Math.max(last, all.x(i));
      low = Math.min(low, all.low(i));
      high = Math.max(high, all.high(i));
    }
    Scale x = new Scale(first, last + 1, cells);
    Scale y = new Scale(low, high + 1, rows);
    return new Overview(x, y, reduced(all, x, y));
  }

  /** Some of the points: those of a list, or all from one on. */
  private static final class Part implements Series {
    private final Series all;
    private final int @Nullable [] numbers;
    private final int from;
    private final int size;

    private Part(Series all, int @Nullable [] numbers, int from, int size) {
      this.all = all;
      this.numbers = numbers;
      this.from = from;
      this.size = size;
    }

    static Part of(Series all, int[] numbers) {
      return new Part(all, numbers, 0, numbers.length);
    }

    static Part of(Series all, int from, int to) {
      return new Part(all, null, from, to - from);
    }

    @Override
    public int size() {
      return size;
    }

    int number(int i) {
      return numbers == null ? from + i : numbers[i];
    }

    @Override
    public long x(int i) {
      return all.x(number(i));
    }

    @Override
    public long low(int i) {
      return all.low(number(i));
    }

    @Override
    public long high(int i) {
      return all.high(number(i));
    }

    @Override
    public int kind(int i) {
      return all.kind(number(i));
    }
  }
}
