package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
  private static final long ZERO = 1_700_000_000_000_000_000L;
  private static final TimeSpan WHOLE = new TimeSpan(ZERO, ZERO + Nanos.ofSeconds(2));

  private final TimeScale scale = new TimeScale(WHOLE, 100, 300);

  @Test
  void mapsThereAndBack() {
    assertThat(scale.x(ZERO)).isEqualTo(100);
    assertThat(scale.x(ZERO + Nanos.ofSeconds(1))).isEqualTo(200);
    assertThat(scale.width(Nanos.ofMillis(500))).isEqualTo(50);
    assertThat(scale.nanosAt(200)).isEqualTo(ZERO + Nanos.ofSeconds(1));
  }

  @Test
  void zoomingHoldsTheTimeUnderTheMouse() {
    TimeScale near = scale.zoomed(150, 4, WHOLE);
    assertThat(near.span().durationNanos()).isEqualTo(Nanos.ofMillis(500));
    assertThat(near.x(scale.nanosAt(150))).isCloseTo(150, within(0.001));
  }

  @Test
  void neverLeavesTheWhole() {
    assertThat(scale.zoomed(100, 0.1, WHOLE).span()).isEqualTo(WHOLE);
    TimeScale end = scale.zoomed(300, 2, WHOLE);
    assertThat(end.moved(1e6, WHOLE).span().endNanos()).isEqualTo(WHOLE.endNanos());
    assertThat(end.moved(-1e6, WHOLE).span().startNanos()).isEqualTo(WHOLE.startNanos());
  }

  @Test
  void zoomsNoFurtherThanAClockResolves() {
    assertThat(scale.zoomed(150, 1e12, WHOLE).span().durationNanos())
        .isEqualTo(TimeScale.SHORTEST_NANOS);
  }

  @Test
  void ticksAreRoundAndInOneUnit() {
    assertThat(scale.ticks(ZERO, 40))
        .isEqualTo(
            List.of(
                new TimeScale.Tick(100, "0.0 s"),
                new TimeScale.Tick(150, "0.5 s"),
                new TimeScale.Tick(200, "1.0 s"),
                new TimeScale.Tick(250, "1.5 s"),
                new TimeScale.Tick(300, "2.0 s")));
  }

  @Test
  void fromOneSecondOnTimesAreInSecondsHoweverNearTheyAre() {
    TimeSpan late = new TimeSpan(ZERO + Nanos.ofMillis(900), ZERO + Nanos.ofMillis(1_100));
    assertThat(new TimeScale(late, 0, 400).ticks(ZERO, 90))
        .extracting(TimeScale.Tick::label)
        .containsExactly("0.90 s", "0.95 s", "1.00 s", "1.05 s", "1.10 s");
    TimeSpan early = new TimeSpan(ZERO - Nanos.ofMillis(50), ZERO + Nanos.ofMillis(150));
    assertThat(new TimeScale(early, 0, 400).ticks(ZERO, 90))
        .extracting(TimeScale.Tick::label)
        .containsExactly("-50 ms", "0 ms", "50 ms", "100 ms", "150 ms");
  }

  @Test
  void longTimesAreInDays() {
    TimeSpan years = new TimeSpan(ZERO, ZERO + 1_126 * Nanos.PER_DAY);
    assertThat(new TimeScale(years, 0, 440).ticks(ZERO, 76))
        .extracting(TimeScale.Tick::label)
        .containsExactly("0 d", "200 d", "400 d", "600 d", "800 d", "1,000 d");
    TimeSpan days = new TimeSpan(ZERO, ZERO + Nanos.PER_DAY);
    assertThat(new TimeScale(days, 0, 440).ticks(ZERO, 76))
        .extracting(TimeScale.Tick::label)
        .containsExactly("0 s", "20,000 s", "40,000 s", "60,000 s", "80,000 s");
  }

  @Test
  void shortTimesAreInSmallUnits() {
    TimeScale near = new TimeScale(new TimeSpan(ZERO, ZERO + Nanos.ofMicros(1500)), 0, 300);
    assertThat(near.ticks(ZERO, 90).stream().map(TimeScale.Tick::label))
        .containsExactly("0.0 ms", "0.5 ms", "1.0 ms", "1.5 ms");
  }

  @Test
  void anEmptyScaleIsAMistake() {
    assertThatThrownBy(() -> new TimeScale(new TimeSpan(5, 5), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
