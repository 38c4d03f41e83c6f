package dev.stallscope.chart;

import java.util.Arrays;

/**
 * What very many spans of time paint on one row: in each column of pixels the highest of their
 * levels, so that nothing of importance is hidden and there are never more bars than columns.
 */
public final class PixelColumns {
  /** Columns of a logical pixel, since pictures have more pixels than the screen. */
  private static final int PER_PIXEL = 2;

  private final double left;
  private final int[] levels;

  /** Blank columns from one x to another. */
  public PixelColumns(double left, double right) {
    this.left = left;
    levels = new int[Math.max(1, (int) Math.ceil((right - left) * PER_PIXEL))];
  }

  /** Takes bars. */
  public interface Taker {
    void bar(double x, double width, int level);
  }

  /**
   * Paints from one x to another, at least {@code leastWidth}; what lies outside is cut.
   *
   * @param level above 0
   */
  public void paint(double from, double to, double leastWidth, int level) {
    double end = Math.max(to, from + leastWidth);
    int first = column(from);
    int last = Math.max(first + 1, column(end));
    for (int i = Math.max(0, first); i < Math.min(last, levels.length); i++) {
      levels[i] = Math.max(levels[i], level);
    }
  }

  /** The next x from where on what is painted begins in another column than what begins at x. */
  double next(double x) {
    return left + (column(x) + 0.5) / PER_PIXEL;
  }

  private int column(double x) {
    return (int) Math.clamp(Math.round((x - left) * PER_PIXEL), -1L, levels.length + 1L);
  }

  /** Forgets what was painted. */
  public void clear() {
    Arrays.fill(levels, 0);
  }

  /** Hands over the bars from left to right; neighbours of one level are one bar. */
  public void bars(Taker taker) {
    int start = 0;
    while (start < levels.length) {
      int end = start + 1;
      while (end < levels.length && levels[end] == levels[start]) {
        end++;
      }
      if (levels[start] > 0) {
        double x = left + (double) start / PER_PIXEL;
        taker.bar(x, (double) (end - start) / PER_PIXEL, levels[start]);
      }
      start = end;
    }
  }
}
