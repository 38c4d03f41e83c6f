package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRulerTest {
  /** Beside every axis there are as many pixels. */
  private static final double GUTTER = 14;

  private static final double RIGHT = 300;

  @Test
  void noLabelIsCutAtTheEndOfTheAxis() {
    TimeScale scale = new TimeScale(new TimeSpan(0, 300 * Nanos.PER_MILLI), 0, RIGHT);
    for (double width = 5; width < 30; width++) {
      double each = width;
      List<Mark> marks = new TimeRuler(scale, 0, 76).labels(10, (_, _) -> each);
      assertThat(marks).isNotEmpty();
      assertThat(marks)
          .allSatisfy(
              mark ->
                  assertThat(((Mark.Label) mark).x() + each).isLessThanOrEqualTo(RIGHT + GUTTER));
    }
  }
}
