package dev.stallscope.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1240000, 1.24 ms",
    "999400, 999 µs",
    "999600, 1 ms",
    "-4200000000, -4.2 s",
    "99990000000, 100 s",
    "100000000000, 1 min 40 s",
    "180000000000, 3 min",
    "7200000000000, 2 h",
    "7260000000000, 2 h 1 min",
  })
  void threeDigitsWithTheirUnit(long nanos, String text) {
    assertThat(DurationText.of(nanos)).isEqualTo(text);
  }
}
