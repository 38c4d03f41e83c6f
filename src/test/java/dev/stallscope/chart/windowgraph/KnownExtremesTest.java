package dev.stallscope.chart.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.ColumnReduction.Series;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownExtremesTest {
  private static final int COUNT = 1_300;

  private final long[] lows = new Random(7).longs(COUNT, -200, 10_000).toArray();
  private final KnownExtremes extremes = new KnownExtremes(new Values(lows));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(long[] lows) implements Series {
    @Override
    public int size() {
      return lows.length;
    }

    @Override
    public long x(int i) {
      return i;
    }

    @Override
    public long low(int i) {
      return lows[i];
    }

    @Override
    public long high(int i) {
      return lows[i] + 50;
    }
  }

  @Test
  void anyRunHasTheExtremesOfItsKnownValues() {
    Random random = new Random(8);
    for (int round = 0; round < 2_000; round++) {
      int from = random.nextInt(COUNT);
      int to = from + 1 + random.nextInt(COUNT - from);
      long[] known =
          IntStream.range(from, to).mapToLong(i -> lows[i]).filter(v -> v >= 0).toArray();
      if (known.length == 0) {
        assertThat(extremes.between(from, to)).isEmpty();
      } else {
        long low = IntStream.range(0, known.length).mapToLong(i -> known[i]).min().orElseThrow();
        long high = IntStream.range(0, known.length).mapToLong(i -> known[i]).max().orElseThrow();
        assertThat(extremes.between(from, to)).contains(new ValueRange(low, high + 51));
      }
    }
  }

  @Test
  void aRunOfNoneHasNone() {
    assertThat(extremes.between(300, 300)).isEmpty();
  }
}
