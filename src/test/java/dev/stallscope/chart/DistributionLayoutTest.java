package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionLayoutTest {
  @Test
  void aLoneOutlierBesideThousandsIsSeen() {
    long[] times = new long[10_001];
    Arrays.fill(times, 10);
    times[10_000] = 1000;
    List<Mark.Bar> bars = bars(times);
    assertThat(bars).hasSize(2);
    assertThat(bars.getFirst().height()).isEqualTo(18);
    assertThat(bars.getLast().x()).isEqualTo(196);
    assertThat(bars.getLast().height()).isEqualTo(3);
  }

  @Test
  void theMedianIsOneOfTheTimes() {
    assertThat(DistributionLayout.median(new long[] {5})).isEqualTo(5);
    assertThat(DistributionLayout.median(new long[] {1, 3})).isEqualTo(1);
    assertThat(DistributionLayout.median(new long[] {1, 3, 900})).isEqualTo(3);
  }

  @Test
  void thePictureIsNoLargerForMoreTimes() {
    long[] times = new long[1_000_000];
    Arrays.setAll(times, i -> i % 1000);
    Arrays.sort(times);
    assertThat(bars(times)).hasSize(50);
  }

  private static List<Mark.Bar> bars(long[] times) {
    return DistributionLayout.marks(times, 1000, 200, 20).stream()
        .filter(Mark.Bar.class::isInstance)
        .map(Mark.Bar.class::cast)
        .toList();
  }
}
