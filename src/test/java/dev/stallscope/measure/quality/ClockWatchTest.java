package dev.stallscope.measure.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.time.TimeSpan;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final ClockWatch watch = new ClockWatch();

  @Test
  void timeThatRunsBackIsAStep() {
    watch.packet(0, 0, 5_000_000);
    watch.packet(1, 0, 3_999_999);
    assertThat(watch.steps())
        .containsExactly(
            new ClockStep(
                ClockStep.Kind.RAN_BACK, new TimeSpan(3_999_999, 3_999_999), 1_000_001, 1));
  }

  @Test
  void aMillisecondBackIsOnlyOutOfOrder() {
    watch.packet(0, 0, 5_000_000);
    watch.packet(1, 0, 4_000_000);
    assertThat(watch.steps()).isEmpty();
  }

  @Test
  void moreThanATenthOfASecondWithoutAnyPacketIsASilence() {
    watch.packet(0, 0, 5_000_000);
    watch.packet(1, 1, 105_000_000);
    watch.packet(2, 0, 205_000_001);
    assertThat(watch.silences())
        .containsExactly(new Silence(new TimeSpan(105_000_000, 205_000_001), 2));
  }

  @Test
  void eachInterfaceHasItsOwnClock() {
    watch.packet(0, 0, 5_000_000);
    watch.packet(1, 1, 1_000_000);
    watch.packet(2, 0, 6_000_000);
    assertThat(watch.steps()).isEmpty();
  }

  @Test
  void aClockOfWholeSecondsTicksInThem() {
    watch.packet(0, 0, 5_000_000_000L);
    watch.packet(1, 0, 7_000_000_000L);
    assertThat(watch.tickNanos()).isEqualTo(1_000_000_000L);
    assertThat(watch.silences()).isEmpty();
  }

  @Test
  void onePacketBetweenTellsThatItTicksFaster() {
    watch.packet(0, 0, 5_000_000_000L);
    watch.packet(1, 0, 5_120_000_000L);
    watch.packet(2, 0, 7_000_000_000L);
    assertThat(watch.tickNanos()).isEqualTo(10_000_000L);
    watch.packet(3, 0, 7_001_000_000L);
    assertThat(watch.tickNanos()).isZero();
  }

  @Test
  void oneReadingTellsNothingOfAClock() {
    watch.packet(0, 0, 5_000_000_000L);
    watch.packet(1, 0, 5_000_000_000L);
    assertThat(watch.tickNanos()).isZero();
  }
}
