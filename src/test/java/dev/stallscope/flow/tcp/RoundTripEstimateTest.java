package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class RoundTripEstimateTest {
  private final RoundTripEstimate estimate = new RoundTripEstimate();

  @Test
  void withoutSamplesTheTimeoutIsASecond() {
    assertThat(estimate.smoothedNanos()).isEqualTo(-1);
    assertThat(estimate.minNanos(0)).isEqualTo(-1);
    assertThat(estimate.timeoutNanos()).isEqualTo(Nanos.PER_SECOND);
  }

  @Test
  void samplesAreSmoothedAsRfc6298Says() {
    estimate.add(Nanos.ofMillis(80), 0);
    assertThat(estimate.smoothedNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(estimate.timeoutNanos()).isEqualTo(Nanos.ofMillis(80 + 200));
    estimate.add(Nanos.ofMillis(480), 1);
    assertThat(estimate.smoothedNanos()).isEqualTo(Nanos.ofMillis(130));
    // RTTVAR = 3/4 * 40 ms + 1/4 * 400 ms
    assertThat(estimate.timeoutNanos()).isEqualTo(Nanos.ofMillis(130 + 4 * 130));
  }

  @Test
  void theMinimumForgetsWhatIsOlderThanTenSeconds() {
    estimate.add(Nanos.ofMillis(10), 0);
    for (int second = 1; second <= 20; second++) {
      estimate.add(Nanos.ofMillis(50), Nanos.ofSeconds(second));
    }
    assertThat(estimate.minNanos(Nanos.ofSeconds(20))).isEqualTo(Nanos.ofMillis(50));
    assertThat(estimate.minNanos(Nanos.ofSeconds(60))).isEqualTo(Nanos.ofMillis(10));
  }
}
