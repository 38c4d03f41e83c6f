package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction.Series;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lowest and the highest known value of any run of points, without a look at each of them:
 * those of whole blocks are kept. A value below 0 is not known.
 */
final class KnownExtremes {
  private static final int BLOCK = 256;

  private final Series points;
  private final long[] lows;
  private final long[] highs;

  KnownExtremes(Series points) {
    this.points = points;
    int blocks = points.size() / BLOCK;
    lows = new long[blocks];
    highs = new long[blocks];
    Arrays.fill(lows, Long.MAX_VALUE);
    Arrays.fill(highs, Long.MIN_VALUE);
    for (int i = 0; i < blocks * BLOCK; i++) {
      if (points.low(i) >= 0) {
        lows[i / BLOCK] = Math.min(lows[i / BLOCK], points.low(i));
        highs[i / BLOCK] = Math.max(highs[i / BLOCK], points.high(i));
      }
    }
  }

  /** Of the points from one number until before another; empty if no value is known. */
  Optional<ValueRange> between(int from, int to) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    int i = from;
    while (i < to) {
      if (i % BLOCK == 0 && i + BLOCK <= to) {
        low = Math.min(low, lows[i / BLOCK]);
        high = Math.max(high, highs[i / BLOCK]);
        i += BLOCK;
      } else {
        if (points.low(i) >= 0) {
          low = Math.min(low, points.low(i));
          high = Math.max(high, points.high(i));
        }
        i++;
      }
    }
    return high < low ? Optional.empty() : Optional.of(new ValueRange(low, high + 1));
  }
}
