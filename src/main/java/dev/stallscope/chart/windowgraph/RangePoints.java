package dev.stallscope.chart.windowgraph;

import dev.stallscope.analysis.detail.TimedRanges;
import dev.stallscope.chart.ColumnReduction.Series;

/** Views of ranges over time as points, their times from the graph's start. */
final class RangePoints {
  private RangePoints() {}

  /** Which values of the ranges the points have. */
  enum Values {
    LOW,
    HIGH,
    BOTH
  }

  /** The points, without those before the first whose value is known. */
  static Series of(TimedRanges ranges, Values values, long startNanos) {
    int from = 0;
    while (from < ranges.size() && value(ranges, values, from) < 0) {
      from++;
    }
    return new View(ranges, values, startNanos, from);
  }

  private static long value(TimedRanges ranges, Values values, int i) {
    return values == Values.HIGH ? ranges.high(i) : ranges.low(i);
  }

  private record View(TimedRanges ranges, Values values, long startNanos, int from)
      implements Series {
    @Override
    public int size() {
      return ranges.size() - from;
    }

    @Override
    public long x(int i) {
      return ranges.epochNanos(from + i) - startNanos;
    }

    @Override
    public long low(int i) {
      return value(ranges, values, from + i);
    }

    @Override
    public long high(int i) {
      return values == Values.LOW ? ranges.low(from + i) : ranges.high(from + i);
    }
  }
}
