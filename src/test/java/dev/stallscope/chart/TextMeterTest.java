package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextMeterTest {
  /** Every letter is ten pixels wide. */
  private static final TextMeter METER = (text, _) -> 10.0 * text.length();

  @Test
  void whatFitsIsLeftAsItIs() {
    assertThat(fit("at workshop.", 120)).isEqualTo("at workshop.");
  }

  @Test
  void anEllipsisFollowsALetter() {
    assertThat(fit("at workshop.test", 130)).isEqualTo("at workshop…");
    assertThat(fit("at workshop.test", 40)).isEqualTo("at…");
  }

  @Test
  void nothingFitsWhereThereIsNoRoom() {
    assertThat(fit("workshop", 5)).isEmpty();
  }

  private static String fit(String text, double width) {
    return METER.fit(text, TextStyle.BODY, width);
  }
}
