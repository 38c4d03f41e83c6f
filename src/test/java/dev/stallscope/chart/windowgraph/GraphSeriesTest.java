package dev.stallscope.chart.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.ColumnReduction;
import dev.stallscope.chart.ColumnReduction.Scale;
import dev.stallscope.chart.ColumnReduction.Series;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GraphSeriesTest {
  private static final int MILLION = 1_000_000;
  private static final int RARE = 654_321;

  private static final class Values implements Series {
    private final long[] times;
    private final long[] values;
    private final int rare;

    Values(long[] times, long[] values, int rare) {
      this.times = times;
      this.values = values;
      this.rare = rare;
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
      return values[i];
    }

    @Override
    public long high(int i) {
      return values[i];
    }

    @Override
    public int kind(int i) {
      return i == rare ? 1 : 0;
    }
  }

  /** A value every 10 ns, noisy, with one that stands out. */
  private static Values noise(int count) {
    Random random = new Random(7);
    Values all = new Values(new long[count], new long[count], RARE);
    for (int i = 0; i < count; i++) {
      all.times[i] = 10L * i;
      all.values[i] = 1000 + random.nextInt(1000);
    }
    all.values[count / 3] = 5000;
    return all;
  }

  @Test
  void oneRetransmissionInAMillionSegmentsIsSeenFromAfar() {
    GraphSeries series = GraphSeries.marks(noise(MILLION), 2);
    int[] seen = series.visible(new Scale(0, 10L * MILLION, 900), new Scale(0, 6000, 200));
    assertThat(seen).contains(RARE).hasSizeLessThan(900 * 200);
  }

  @Test
  void theExtremeOfAMillionValuesIsOnTheLine() {
    GraphSeries series = GraphSeries.line(noise(MILLION));
    int[] seen = series.visible(new Scale(0, 10L * MILLION, 900), new Scale(0, 6000, 200));
    assertThat(seen).contains(MILLION / 3).isSorted().hasSizeLessThan(4 * 900 + 3);
    assertThat(series.extremes(0, 10L * MILLION).map(ValueRange::high)).contains(5001L);
  }

  @Test
  void onTheWayCloserNeitherIsLost() {
    Values all = noise(MILLION);
    GraphSeries marks = GraphSeries.marks(all, 2);
    GraphSeries line = GraphSeries.line(all);
    Scale y = new Scale(0, 6000, 200);
    for (long width = 10L * MILLION; width > 10_000; width = width * 4 / 5) {
      assertThat(marks.visible(around(RARE, width), y)).contains(RARE);
      assertThat(line.visible(around(MILLION / 3, width), y))
          .contains(MILLION / 3)
          .isSorted()
          .hasSizeLessThan(4 * 900 + 3);
    }
  }

  private static Scale around(int number, long width) {
    return new Scale(10L * number - width / 2, 10L * number + width / 2, 900);
  }

  @Test
  void fromNearbyEveryPointOfThePartIsLookedAt() {
    Values all = noise(100_000);
    Scale x = new Scale(500_000, 510_000, 900);
    Scale y = new Scale(0, 6000, 200);
    assertThat(GraphSeries.marks(all, 2).visible(x, y))
        .isEqualTo(new ColumnReduction(x, y).marks(all, 2));
    assertThat(GraphSeries.line(all).visible(x, y)).isEqualTo(new ColumnReduction(x, y).line(all));
  }

  @Test
  void fromAfarItLooksAsIfEveryPointHadBeenDrawn() {
    Values all = noise(100_000);
    Scale x = new Scale(0, 1_000_000, 512);
    Scale y = new Scale(0, 8192, 256);
    assertThat(pixels(all, GraphSeries.marks(all, 2).visible(x, y), x, y))
        .isEqualTo(pixels(all, new ColumnReduction(x, y).marks(all, 2), x, y));
  }

  private static TreeSet<String> pixels(Series all, int[] numbers, Scale x, Scale y) {
    TreeSet<String> pixels = new TreeSet<>();
    for (int i : numbers) {
      pixels.add(x.pixel(all.x(i)) + "," + y.pixel(all.low(i)) + "," + all.kind(i));
    }
    return pixels;
  }

  @Test
  void theValueAtTheStartOfATimeBelongsToIt() {
    Values all = new Values(new long[] {0, 100, 200}, new long[] {70, 10, 30}, -1);
    GraphSeries series = GraphSeries.line(all);
    assertThat(series.extremes(150, 180)).contains(new ValueRange(10, 11));
    assertThat(series.extremes(100, 300)).contains(new ValueRange(10, 31));
    assertThat(series.at(199)).isEqualTo(1);
    assertThat(series.at(-1)).isEqualTo(-1);
  }

  @Test
  void aClockThatJumpsBackHidesNothing() {
    Values all = new Values(new long[] {0, 500, 20, 600}, new long[] {1, 2, 3, 4}, -1);
    assertThat(GraphSeries.marks(all, 2).visible(new Scale(0, 50, 50), new Scale(0, 10, 10)))
        .containsExactly(0, 2);
  }

  @Test
  void ofNothingThereIsNothingToSee() {
    GraphSeries series = GraphSeries.line(new Values(new long[0], new long[0], -1));
    assertThat(series.visible(new Scale(0, 1, 10), new Scale(0, 1, 10))).isEmpty();
    assertThat(series.extremes(0, 1)).isEqualTo(Optional.empty());
  }
}
