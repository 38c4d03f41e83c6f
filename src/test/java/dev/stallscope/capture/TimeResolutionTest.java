package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeResolutionTest {
  private static final BigInteger LIMIT = BigInteger.valueOf(CaptureLimits.EPOCH_NANOS);

  @ParameterizedTest
  @CsvSource({
    "6,    0,  1700000000123456,    1700000000123456000",
    "9,    0,  1700000000123456789, 1700000000123456789",
    "3,    0,  1700000000123,       1700000000123000000",
    "0,    60, 1700000000,          1700000060000000000",
    "12,   0,  1999,                1",
    "0x8a, 0,  1536,                1500000000",
    "0x80, -1, 3,                   2000000000"
  })
  void convertsTheUsualResolutions(String resolution, long offset, long ticks, long nanos) {
    assertThat(new TimeResolution(Integer.decode(resolution), offset).nanos(ticks))
        .isEqualTo(nanos);
  }

  @Test
  void isExactForEveryResolutionAndTicksOfAnySize() {
    Random random = new Random(3);
    for (int resolution = 0; resolution <= 0xff; resolution++) {
      TimeResolution clock = new TimeResolution(resolution, 0);
      for (int round = 0; round < 200; round++) {
        long ticks = random.nextLong() >>> random.nextInt(64);
        assertThat(clock.nanos(ticks))
            .as("resolution 0x%02x, ticks %d", resolution, ticks)
            .isEqualTo(exact(resolution, ticks));
      }
    }
  }

  private static long exact(int resolution, long ticks) {
    BigInteger perSecond =
        resolution >= 0x80 ? BigInteger.TWO.pow(resolution & 0x7f) : BigInteger.TEN.pow(resolution);
    return new BigInteger(Long.toUnsignedString(ticks))
        .multiply(BigInteger.valueOf(1_000_000_000))
        .divide(perSecond)
        .min(LIMIT)
        .longValue();
  }

  @Test
  void timesStayWithinTheLimitWhateverTheOffset() {
    assertThat(new TimeResolution(6, Long.MAX_VALUE).nanos(-1))
        .isEqualTo(CaptureLimits.EPOCH_NANOS)
        .matches(TimeResolution::isLimit);
    assertThat(new TimeResolution(6, Long.MIN_VALUE).nanos(0)).isNegative();
  }
}
