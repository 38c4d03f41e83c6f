package dev.stallscope.chart;

import java.util.Arrays;

/**
 * Chooses, of very many points over time, those that have to be drawn: what they paint on a raster
 * of pixels is exactly what all of them would paint. No extreme is lost, and nothing of a kind,
 * such as a retransmission, is hidden by another kind.
 */
public final class ColumnReduction {
  private final Scale x;
  private final Scale y;

  /**
   * A plot's raster.
   *
   * @param x from time to columns of pixels
   * @param y from values to rows of pixels
   */
  public ColumnReduction(Scale x, Scale y) {
    this.x = x;
    this.y = y;
  }

  /**
   * A range of values over pixels.
   *
   * @param first value at the first pixel's near edge
   * @param last value at the last pixel's far edge, greater than {@code first}
   * @param pixels at least 1
   */
  public record Scale(long first, long last, int pixels) {
    public Scale {
      if (last <= first || pixels < 1) {
        throw new IllegalArgumentException(
            "no scale: " + first + ".." + last + " over " + pixels + " pixels");
      }
    }

    /** The pixel of a value; pixels outside the plot are negative or beyond the last. */
    public int pixel(long value) {
      double share = ((double) value - first) / ((double) last - first);
      return (int) Math.floor(share * pixels);
    }

    boolean contains(int pixel) {
      return pixel >= 0 && pixel < pixels;
    }
  }

  /** Points, or upright ranges of values, by time. */
  public interface Series {
    int size();

    /** Never less than that of the point before by more than captures' clocks jump. */
    long x(int i);

    long low(int i);

    /** At least {@link #low}. */
    long high(int i);

    /** What kind the point is of, from 0; each is kept apart from the others. */
    default int kind(int i) {
      return 0;
    }
  }

  /**
   * The points to draw where each is drawn for itself, as an upright bar one pixel wide from its
   * low to its high value.
   *
   * @param kinds how many there are
   * @return their numbers, ascending; at most one for each pixel and kind where no time is less
   *     than one before
   */
  public int[] marks(Series series, int kinds) {
    ColumnRaster raster = new ColumnRaster(kinds, y.pixels);
    IntList kept = new IntList();
    for (int i = 0; i < series.size(); i++) {
      int column = x.pixel(series.x(i));
      int low = Math.max(0, y.pixel(series.low(i)));
      int high = Math.min(y.pixels - 1, y.pixel(series.high(i)));
      if (x.contains(column) && low <= high && raster.paint(series.kind(i), column, low, high)) {
        kept.add(i);
      }
    }
    return kept.toArray();
  }

  /**
   * The points to draw where a line joins them: of each column the first and the last, the lowest
   * and the highest, and the neighbours beyond both edges, from and to which the line goes.
   *
   * @return their numbers, ascending; at most four for each column, and two
   */
  public int[] line(Series series) {
    IntList kept = new IntList();
    int before = -1;
    int column = -1;
    int[] four = new int[4];
    for (int i = 0; i < series.size(); i++) {
      int here = x.pixel(series.x(i));
      if (here < 0) {
        before = i;
      } else if (here != column) {
        addColumn(kept, four, column, before);
        before = -1;
        column = here;
        Arrays.fill(four, i);
        if (here >= x.pixels) {
          kept.addUnlessLast(i);
          return kept.toArray();
        }
      } else {
        four[1] = series.low(i) < series.low(four[1]) ? i : four[1];
        four[2] = series.high(i) > series.high(four[2]) ? i : four[2];
        four[3] = i;
      }
    }
    addColumn(kept, four, column, before);
    return kept.toArray();
  }

  private static void addColumn(IntList kept, int[] four, int column, int before) {
    if (before >= 0) {
      kept.addUnlessLast(before);
    }
    if (column >= 0) {
      int[] sorted = four.clone();
      Arrays.sort(sorted);
      for (int i : sorted) {
        kept.addUnlessLast(i);
      }
    }
  }

  /** Which pixels of the column that is painted now are painted, kind by kind. */
  private static final class ColumnRaster {
    /** The number of the last bit of a word. */
    private static final long WORD = 63;

    private final int rows;
    private final long[] bits;
    private final IntList used = new IntList();
    private int column = -1;

    ColumnRaster(int kinds, int rows) {
      this.rows = rows;
      bits = new long[Math.toIntExact(((long) kinds * rows >>> 6) + 1)];
    }

    /** Paints part of a column, and says whether any of it was blank. */
    boolean paint(int kind, int in, int low, int high) {
      if (in != column) {
        clear();
        column = in;
      }
      long base = (long) kind * rows;
      long last = base + high;
      boolean isNew = false;
      for (long at = base + low; at <= last; at = (at | WORD) + 1) {
        int word = (int) (at >>> 6);
        long wanted = -1L << at & -1L >>> (WORD - Math.min(last - (at & ~WORD), WORD));
        if ((wanted & ~bits[word]) != 0) {
          isNew = true;
          used.add(word);
          bits[word] |= wanted;
        }
      }
      return isNew;
    }

    private void clear() {
      for (int i = 0; i < used.size; i++) {
        bits[used.values[i]] = 0;
      }
      used.size = 0;
    }
  }

  /** Grows. */
  private static final class IntList {
    private int[] values = new int[1024];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    void addUnlessLast(int value) {
      if (size == 0 || values[size - 1] != value) {
        add(value);
      }
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
