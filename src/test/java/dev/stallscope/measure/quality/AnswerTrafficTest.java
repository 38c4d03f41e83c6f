package dev.stallscope.measure.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTrafficTest {
  private final AnswerTraffic traffic =
      AnswerTraffic.of(
          Map.of(
              3, List.of(new TimeSpan(40, 60), new TimeSpan(10, 20), new TimeSpan(15, 30)),
              7, List.of(new TimeSpan(50, 90))));

  @Test
  void aConnectionsOwnAnswersDoNotCount() {
    assertThat(traffic.besideNanos(3, 0, 45)).isZero();
    assertThat(traffic.besideNanos(7, 60, 100)).isZero();
  }

  @Test
  void othersCountForTheTimeInWhichTheyComeIn() {
    assertThat(traffic.besideNanos(3, 0, 100)).isEqualTo(40);
    assertThat(traffic.besideNanos(7, 0, 100)).isEqualTo(40);
    assertThat(traffic.besideNanos(9, 0, 100)).isEqualTo(70);
  }

  @Test
  void onlyWhatLiesInTheTimeCounts() {
    assertThat(traffic.besideNanos(7, 18, 25)).isEqualTo(7);
    assertThat(traffic.besideNanos(9, 30, 40)).isZero();
  }
}
