package dev.stallscope.measure.account;

import static dev.stallscope.measure.StallCause.CLIENT_THINK;
import static dev.stallscope.measure.StallCause.SLOW_SERVER_RESPONSE;
import static dev.stallscope.measure.StallCause.TRANSFER;
import static dev.stallscope.measure.StallCause.UNDETERMINED;
import static dev.stallscope.measure.StallCause.ZERO_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.CauseInterval;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalCutsTest {
  private static final List<CauseInterval> LINE =
      List.of(
          new CauseInterval(TRANSFER, 100, 200, 0, 0, 1, 1),
          new CauseInterval(ZERO_WINDOW, 200, 400, 100, 1, 2, 0.9),
          new CauseInterval(TRANSFER, 400, 500, 0, 2, 3, 1));

  @Test
  void aPartOfAnIntervalLosesItsShare() {
    IntervalCuts cuts = new IntervalCuts(150, 300);
    cuts.copy(LINE, 300, UNDETERMINED);
    assertThat(cuts.intervals())
        .containsExactly(
            new CauseInterval(TRANSFER, 150, 200, 0, 0, 1, 1),
            new CauseInterval(ZERO_WINDOW, 200, 300, 50, 1, 2, 0.9));
  }

  @Test
  void whatTheLineDoesNotCoverHasAnOwnerToo() {
    IntervalCuts cuts = new IntervalCuts(50, 600);
    cuts.copy(LINE, 600, UNDETERMINED);
    assertThat(cuts.intervals())
        .extracting(CauseInterval::cause)
        .containsExactly(UNDETERMINED, TRANSFER, ZERO_WINDOW, TRANSFER, UNDETERMINED);
    assertThat(cuts.isFull()).isTrue();
  }

  @Test
  void whatIsBeyondTheLimitHasAnOwnerToo() {
    IntervalCuts cuts = new IntervalCuts(150, 450);
    assertThat(cuts.copy(LINE, 450, UNDETERMINED, 2)).isEqualTo(2);
    assertThat(cuts.intervals())
        .extracting(CauseInterval::cause)
        .containsExactly(TRANSFER, ZERO_WINDOW, UNDETERMINED);
    assertThat(cuts.isFull()).isTrue();
  }

  @Test
  void fillingEndsWithTheSpan() {
    IntervalCuts cuts = new IntervalCuts(0, 10);
    cuts.fill(CLIENT_THINK, 4, 0.8);
    cuts.fill(SLOW_SERVER_RESPONSE, 99, 5, 6, 0.7);
    assertThat(cuts.intervals())
        .containsExactly(
            new CauseInterval(CLIENT_THINK, 0, 4, 0, -1, -1, 0.8),
            new CauseInterval(SLOW_SERVER_RESPONSE, 4, 10, 6, 5, 6, 0.7));
  }

  @Test
  void fillingTheTimeBehindIsNothing() {
    IntervalCuts cuts = new IntervalCuts(10, 20);
    cuts.fill(CLIENT_THINK, 5, 0.8);
    assertThat(cuts.intervals()).isEmpty();
  }
}
