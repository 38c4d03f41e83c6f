package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction;
import dev.stallscope.chart.ColumnReduction.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some of the points: those of a list, or all from one on. */
final class Part implements Series {
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

  /**
   * The numbers among all of those that have to be drawn, ascending.
   *
   * @param kinds of marks, 0 for points that a line joins
   */
  int[] reduced(int kinds, ColumnReduction reduction) {
    int[] chosen = kinds == 0 ? reduction.line(this) : reduction.marks(this, kinds);
    Arrays.setAll(chosen, i -> number(chosen[i]));
    return chosen;
  }

  private int number(int i) {
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
