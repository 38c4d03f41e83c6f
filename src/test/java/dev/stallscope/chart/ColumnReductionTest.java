package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.chart.ColumnReduction.Scale;
import dev.stallscope.chart.ColumnReduction.Series;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ColumnReductionTest {
  private static final Scale X = new Scale(0, 10_000, 50);
  private static final Scale Y = new Scale(-1_000, 1_000, 40);

  /** Points in memory. */
  private static final class Points implements Series {
    private final long[] times;
    private final long[] lows;
    private final long[] highs;
    private final int[] kinds;

    Points(long[] times, long[] lows, long[] highs, int[] kinds) {
      this.times = times;
      this.lows = lows;
      this.highs = highs;
      this.kinds = kinds;
    }

    static Points random(long seed, int count, int maxHeight) {
      Random random = new Random(seed);
      Points points = new Points(new long[count], new long[count], new long[count], new int[count]);
      for (int i = 0; i < count; i++) {
        points.times[i] = random.nextInt(-2_000, 12_000);
        points.lows[i] = random.nextInt(-1_500, 1_500);
        points.highs[i] = points.lows[i] + random.nextInt(maxHeight + 1);
        points.kinds[i] = random.nextInt(100) == 0 ? 1 : 0;
      }
      Arrays.sort(points.times);
      return points;
    }

    Points only(int[] chosen) {
      return new Points(
          Arrays.stream(chosen).mapToLong(i -> times[i]).toArray(),
          Arrays.stream(chosen).mapToLong(i -> lows[i]).toArray(),
          Arrays.stream(chosen).mapToLong(i -> highs[i]).toArray(),
          Arrays.stream(chosen).map(i -> kinds[i]).toArray());
    }

    @Override
    public int size() {
      return times.length;
    }

    @Override
    public long x(int i) {
      return times[i];
    }

    @Override
    public long low(int i) {
      return lows[i];
    }

    @Override
    public long high(int i) {
      return highs[i];
    }

    @Override
    public int kind(int i) {
      return kinds[i];
    }
  }

  @Test
  void whatIsKeptPaintsWhatAllWouldPaint() {
    for (int seed = 0; seed < 20; seed++) {
      Points all = Points.random(seed, 20_000, 1 + 50 * seed);
      int[] kept = new ColumnReduction(X, Y).marks(all, 2);
      assertThat(painted(all.only(kept))).isEqualTo(painted(all));
      assertThat(kept).isSorted().hasSizeLessThan(2 * X.pixels() * Y.pixels());
    }
  }

  /** Every pixel that the marks paint, kind by kind. */
  private static TreeSet<String> painted(Points points) {
    TreeSet<String> pixels = new TreeSet<>();
    for (int i = 0; i < points.size(); i++) {
      int column = X.pixel(points.x(i));
      for (int row = Y.pixel(points.low(i)); row <= Y.pixel(points.high(i)); row++) {
        if (column >= 0 && column < X.pixels() && row >= 0 && row < Y.pixels()) {
          pixels.add(points.kind(i) + ":" + column + ":" + row);
        }
      }
    }
    return pixels;
  }

  @Test
  void aSingleRetransmissionAmongAMillionSegmentsIsKept() {
    int count = 1_000_000;
    Points all = new Points(new long[count], new long[count], new long[count], new int[count]);
    for (int i = 0; i < count; i++) {
      all.times[i] = i / 100;
    }
    all.kinds[654_321] = 1;
    assertThat(new ColumnReduction(X, Y).marks(all, 2)).contains(654_321).hasSizeLessThan(60);
  }

  @Test
  void aLineKeepsTheExtremesAndEndsOfEveryColumn() {
    for (int seed = 0; seed < 20; seed++) {
      Points all = Points.random(seed, 5_000, 0);
      int[] kept = new ColumnReduction(X, Y).line(all);
      Points few = all.only(kept);
      assertThat(kept).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(4 * 50 + 2);
      for (int column = 0; column < X.pixels(); column++) {
        assertThat(summary(few, column)).as("column %d", column).isEqualTo(summary(all, column));
      }
    }
  }

  /** First, last, lowest and highest value of a column. */
  private static String summary(Points points, int column) {
    long first = Long.MIN_VALUE;
    long last = 0;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < points.size(); i++) {
      if (X.pixel(points.x(i)) == column) {
        first = first == Long.MIN_VALUE ? points.low(i) : first;
        last = points.low(i);
        low = Math.min(low, points.low(i));
        high = Math.max(high, points.high(i));
      }
    }
    return first + " " + last + " " + low + " " + high;
  }

  @Test
  void aLineComesFromAndGoesToWhereItIsNotSeen() {
    Points all =
        new Points(new long[] {-900, -500, 15_000, 20_000}, new long[4], new long[4], new int[4]);
    assertThat(new ColumnReduction(X, Y).line(all)).containsExactly(1, 2);
    assertThat(new ColumnReduction(X, Y).marks(all, 1)).isEmpty();
  }

  @Test
  void aScaleNeedsARange() {
    assertThatThrownBy(() -> new Scale(5, 5, 100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scale(5, 6, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
