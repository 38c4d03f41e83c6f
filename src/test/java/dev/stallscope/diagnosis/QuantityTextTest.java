package dev.stallscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuantityTextTest {
  @Test
  void sizesHaveThreeDigits() {
    assertThat(
            LongStream.of(0, 1, 999, 1000, 14_600, 999_500, 2_000_000, 7_340_000_000L)
                .mapToObj(QuantityText::bytes))
        .isEqualTo(
            List.of(
                "0 bytes", "1 byte", "999 bytes", "1 kB", "14.6 kB", "1 MB", "2 MB", "7.34 GB"));
  }

  @Test
  void ratesHaveThreeDigits() {
    assertThat(LongStream.of(56, 64_000, 1_540_000, 10_000_000_000L).mapToObj(QuantityText::rate))
        .isEqualTo(List.of("56 bit/s", "64 kbit/s", "1.54 Mbit/s", "10 Gbit/s"));
  }

  @Test
  void sharesAreInPercent() {
    assertThat(DoubleStream.of(0.00125, 0.025, 0.5, 1).mapToObj(QuantityText::percent))
        .isEqualTo(List.of("0.13 %", "2.5 %", "50 %", "100 %"));
  }
}
