package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class JoinedDatagramsTest {
  private final JoinedDatagrams joined = new JoinedDatagrams();
  private int attempts;

  private IntPredicate opensAt(int length) {
    return size -> {
      attempts++;
      return size == length;
    };
  }

  @Test
  void cutsADatagramIntoPacketsOfOneLengthAndARest() {
    assertThat(joined.segment(0, 3000, opensAt(1350))).isEqualTo(1350);
    assertThat(joined.segment(0, 1650, opensAt(1350))).isEqualTo(1350);
    assertThat(joined.segment(0, 300, opensAt(1350))).isEqualTo(300);
  }

  @Test
  void triesTheLengthThatItKnowsFirst() {
    joined.segment(0, 3000, opensAt(1350));
    attempts = 0;
    assertThat(joined.segment(1, 5000, opensAt(1350))).isEqualTo(1350);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void findsTheLengthAgainWhereThePathTakesMore() {
    joined.segment(0, 3000, opensAt(1252));
    assertThat(joined.segment(1, 5000, opensAt(1452))).isEqualTo(1452);
  }

  @Test
  void leavesADatagramWholeThatNothingOpens() {
    assertThat(joined.segment(0, 3000, size -> false)).isEqualTo(3000);
  }

  @Test
  void givesUpAfterManySearchesInVain() {
    for (int datagram = 0; datagram < 100; datagram++) {
      joined.segment(datagram, 3000, opensAt(0));
    }
    assertThat(attempts).isLessThan(10_000);
  }
}
