package dev.stallscope.measure.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderClockTest {
  private static final Silence SILENCE =
      new Silence(new TimeSpan(Nanos.ofMillis(1000), Nanos.ofMillis(4000)), 7);

  private final SenderClock clock = new SenderClock();

  /** Ticks for a second, then the silence of three, then a packet with this reading. */
  private Testimony.Clock behindSilence(int ticksPerSecond, long ticksMeanwhile) {
    for (int i = 0; i <= 10; i++) {
      clock.tick(100 + (long) i * ticksPerSecond / 10, Nanos.ofMillis(100L * i));
    }
    clock.silences(List.of(SILENCE));
    clock.tick(100 + ticksPerSecond + ticksMeanwhile, Nanos.ofMillis(4000));
    return clock.verdict(SILENCE);
  }

  @ParameterizedTest
  @CsvSource({"1000,3000", "250,750", "100,300", "1000,2400"})
  void theTimeThatTheCaptureSays(int ticksPerSecond, long ticks) {
    assertThat(behindSilence(ticksPerSecond, ticks)).isEqualTo(Testimony.Clock.WENT_ON);
  }

  @ParameterizedTest
  @CsvSource({"1000,0", "1000,2399", "1000,3601", "100,30"})
  void anotherTime(int ticksPerSecond, long ticks) {
    assertThat(behindSilence(ticksPerSecond, ticks)).isEqualTo(Testimony.Clock.DISAGREES);
  }

  @Test
  void whatKeepsNoUsualRateIsNoClock() {
    assertThat(behindSilence(40, 0)).isEqualTo(Testimony.Clock.UNKNOWN);
  }

  @Test
  void whatStandsStillWhileItsSenderGoesOnIsNoClock() {
    clock.tick(100, 0);
    clock.tick(250, Nanos.ofMillis(200));
    for (int millis = 300; millis <= 1500; millis += 100) {
      clock.tick(250, Nanos.ofMillis(millis));
    }
    clock.silences(List.of(SILENCE));
    clock.tick(250, Nanos.ofMillis(4500));
    assertThat(clock.verdict(SILENCE)).isEqualTo(Testimony.Clock.UNKNOWN);
  }

  @Test
  void aReadingOfLittleHistoryHasToFitNoUsualRate() {
    clock.tick(500, 0);
    clock.silences(List.of(SILENCE));
    clock.tick(501, Nanos.ofMillis(4000));
    assertThat(clock.verdict(SILENCE)).isEqualTo(Testimony.Clock.DISAGREES);
  }

  @Test
  void oneThatNeverTickedSaysNothing() {
    clock.tick(500, 0);
    clock.silences(List.of(SILENCE));
    clock.tick(500, Nanos.ofMillis(4000));
    assertThat(clock.verdict(SILENCE)).isEqualTo(Testimony.Clock.UNKNOWN);
  }

  @Test
  void betweenSilencesOfOneLengthNothingIsTold() {
    Silence second = new Silence(new TimeSpan(Nanos.ofMillis(5000), Nanos.ofMillis(8000)), 9);
    clock.tick(500, 0);
    clock.silences(List.of(SILENCE, second));
    clock.tick(501, Nanos.ofMillis(8000));
    assertThat(clock.verdict(SILENCE)).isEqualTo(Testimony.Clock.DISAGREES_NEARBY);
    assertThat(clock.verdict(second)).isEqualTo(Testimony.Clock.DISAGREES_NEARBY);
  }

  @Test
  void aStepLongerThanTheSilenceBesideItIsInTheLongerOne() {
    Silence brief = new Silence(new TimeSpan(Nanos.ofMillis(4100), Nanos.ofMillis(4500)), 9);
    clock.tick(500, 0);
    clock.tick(520, Nanos.ofMillis(20));
    clock.tick(1000, Nanos.ofMillis(500));
    clock.silences(List.of(SILENCE, brief));
    clock.tick(2000, Nanos.ofMillis(4500));
    assertThat(clock.verdict(SILENCE)).isEqualTo(Testimony.Clock.DISAGREES);
    assertThat(clock.verdict(brief)).isEqualTo(Testimony.Clock.DISAGREES_NEARBY);
  }

  @Test
  void whatOnlyTheFirstPacketBehindItLacksWasHeldOnItsWay() {
    for (int millis = 0; millis <= 1000; millis += 100) {
      clock.tick(100 + millis, Nanos.ofMillis(millis));
    }
    Silence brief = new Silence(new TimeSpan(Nanos.ofMillis(1000), Nanos.ofMillis(1600)), 7);
    clock.silences(List.of(brief));
    clock.tick(1150, Nanos.ofMillis(1600));
    clock.tick(1701, Nanos.ofMillis(1601));
    assertThat(clock.verdict(brief)).isEqualTo(Testimony.Clock.WENT_ON);
  }

  @Test
  void aBriefSilenceTellsNothingWhereTheRateIsNotKnown() {
    Silence brief = new Silence(new TimeSpan(0, Nanos.ofMillis(600)), 7);
    clock.tick(500, 0);
    clock.silences(List.of(brief));
    clock.tick(501, Nanos.ofMillis(600));
    assertThat(clock.verdict(brief)).isEqualTo(Testimony.Clock.UNKNOWN);
  }
}
