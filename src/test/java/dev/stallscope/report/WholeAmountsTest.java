package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.DurationText;
import org.junit.jupiter.api.Test;

class WholeAmountsTest {
  private static final char NO_BREAK = '\u00a0';

  @Test
  void aNumberStaysWithItsUnit() {
    assertThat(WholeAmounts.of("It took 2.38 s, 12 kB and 5 %."))
        .isEqualTo("It took 2.38~s, 12~kB and 5~%.".replace('~', NO_BREAK));
  }

  @Test
  void wordsAfterNumbersAreNoUnits() {
    String text = "12 servers, 3 minutes, HTTP/1 sent 5 GBs";
    assertThat(WholeAmounts.of(text)).isEqualTo(text);
  }

  @Test
  void everyUnitOfTimeIsKnown() {
    for (long nanos = 5; nanos > 0 && nanos < Long.MAX_VALUE / 10; nanos *= 10) {
      String text = DurationText.of(nanos);
      assertThat(WholeAmounts.of(text)).doesNotContainPattern("\\d (?!\\d)");
    }
  }
}
