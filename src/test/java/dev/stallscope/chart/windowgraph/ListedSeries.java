package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction.Series;
import java.util.List;

/** A series as a test writes it down. */
record ListedSeries(List<Long> times, List<Long> values) implements Series {
  @Override
  public int size() {
    return times.size();
  }

  @Override
  public long x(int i) {
    return times.get(i);
  }

  @Override
  public long low(int i) {
    return values.get(i);
  }

  @Override
  public long high(int i) {
    return values.get(i);
  }
}
