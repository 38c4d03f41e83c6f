package dev.stallscope.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AscendingTest {
  private static final List<Long> NUMBERS = List.of(1L, 3L, 3L, 7L);

  @Test
  void theFirstAboveFollowsAllThatAreEqual() {
    assertThat(List.of(0, 1, 3, 6, 7).stream().map(value -> above(value)))
        .containsExactly(0, 1, 3, 3, 4);
  }

  private static int above(long value) {
    return Ascending.firstAbove(NUMBERS, Long::longValue, value);
  }

  @Test
  void theFirstThatHoldsMayBeNone() {
    assertThat(Ascending.first(4, i -> NUMBERS.get(i) >= 3)).isEqualTo(1);
    assertThat(Ascending.first(4, _ -> true)).isZero();
    assertThat(Ascending.first(4, _ -> false)).isEqualTo(4);
    assertThat(Ascending.first(0, _ -> true)).isZero();
  }
}
