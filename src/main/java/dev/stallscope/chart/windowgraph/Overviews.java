package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction;
import dev.stallscope.chart.ColumnReduction.Scale;
import dev.stallscope.chart.ColumnReduction.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is left of very many points on rasters of twice and twice as many cells, so that a view of
 * many of them never looks at many more than it draws. Each is made from the next finer one, whose
 * cells lie whole in its own.
 */
final class Overviews {
  /** Cells of the finest raster for each of the coarsest in either direction. */
  private static final int FINEST = 16;

  /** A line keeps up to so many points of a column. */
  private static final int POINTS_A_COLUMN = 4;

  private final boolean isLine;
  private final List<Overview> coarsestFirst;

  @SuppressWarnings("ArrayRecordComponent") // as many as a raster has cells, never compared
  private record Overview(Scale x, Scale y, int[] chosen) {
    /** Those that are chosen of a run of points, with a neighbour on each side. */
    int[] within(int from, int to) {
      return Arrays.copyOfRange(
          chosen, Math.max(0, place(from) - 1), Math.min(chosen.length, place(to) + 1));
    }

    private int place(int number) {
      int at = Arrays.binarySearch(chosen, number);
      return at < 0 ? -1 - at : at;
    }
  }

  private Overviews(boolean isLine, List<Overview> coarsestFirst) {
    this.isLine = isLine;
    this.coarsestFirst = coarsestFirst;
  }

  /**
   * The overviews of points; none of few, which are as quickly looked at themselves.
   *
   * @param kinds of marks, 0 for points that a line joins
   * @param columns of the coarsest raster
   * @param rows of the coarsest raster
   */
  static Overviews of(Series all, int kinds, int columns, int rows) {
    List<Overview> made = new ArrayList<>();
    Part left = Part.of(all, 0, all.size());
    Scale x = null;
    Scale y = null;
    for (int factor = FINEST; factor >= 1; factor /= 2) {
      if (all.size() > POINTS_A_COLUMN * factor * columns) {
        x =
            x == null
                ? scale(all, all::x, all::x, factor * columns)
                : new Scale(x.first(), x.last(), factor * columns);
        y =
            y == null
                ? scale(all, all::low, all::high, factor * rows)
                : new Scale(y.first(), y.last(), factor * rows);
        int[] chosen = left.reduced(kinds, new ColumnReduction(x, y));
        made.addFirst(new Overview(x, y, chosen));
        left = Part.of(all, chosen);
      }
    }
    return new Overviews(kinds == 0, List.copyOf(made));
  }

  private static Scale scale(Series all, IntToLongFunction low, IntToLongFunction high, int cells) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < all.size(); i++) {
      first = Math.min(first, low.applyAsLong(i));
      last = Math.max(last, high.applyAsLong(i));
    }
    return new Scale(first, last + 1, cells);
  }

  /**
   * The fewest points of a run that paint the same in a view as all of them; null if no raster is
   * as fine as the view. A line has its extremes at any height.
   */
  int @Nullable [] within(Scale x, Scale y, int from, int to) {
    for (Overview overview : coarsestFirst) {
      if (isFineEnough(overview.x, x) && (isLine || isFineEnough(overview.y, y))) {
        return overview.within(from, to);
      }
    }
    return null;
  }

  private static boolean isFineEnough(Scale raster, Scale view) {
    return cell(view) >= cell(raster);
  }

  private static double cell(Scale scale) {
    return ((double) scale.last() - scale.first()) / scale.pixels();
  }
}
