package dev.stallscope.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.TimeScale;
import dev.stallscope.time.TimeSpan;
import org.junit.jupiter.api.Test;

class BrushTest {
  /** A pixel is ten nanoseconds. */
  private static final TimeScale SCALE = new TimeScale(new TimeSpan(0, 1000), 0, 100);

  private static final TimeSpan RANGE = new TimeSpan(200, 600);

  private final Brush brush = new Brush();

  @Test
  void aDragDrawsARangeInEitherDirection() {
    brush.press(20, null, SCALE);
    assertThat(brush.drag(50, SCALE)).isEqualTo(new TimeSpan(200, 500));
    assertThat(brush.release(10, SCALE)).isEqualTo(new TimeSpan(100, 200));
  }

  @Test
  void aClickOutsideShowsAllOfTheTime() {
    brush.press(80, RANGE, SCALE);
    assertThat(brush.release(81, SCALE)).isNull();
  }

  @Test
  void aClickInsideLeavesTheRange() {
    brush.press(40, RANGE, SCALE);
    assertThat(brush.release(40, SCALE)).isEqualTo(RANGE);
  }

  @Test
  void aDragInsideMovesItAndStopsAtTheEnd() {
    brush.press(40, RANGE, SCALE);
    assertThat(brush.drag(50, SCALE)).isEqualTo(new TimeSpan(300, 700));
    assertThat(brush.drag(500, SCALE)).isEqualTo(new TimeSpan(600, 1000));
    assertThat(brush.drag(-500, SCALE)).isEqualTo(new TimeSpan(0, 400));
  }

  @Test
  void anEdgeMovesAlone() {
    brush.press(21, RANGE, SCALE);
    assertThat(brush.drag(40, SCALE)).isEqualTo(new TimeSpan(400, 600));
    brush.press(60, RANGE, SCALE);
    assertThat(brush.drag(90, SCALE)).isEqualTo(new TimeSpan(200, 900));
  }

  @Test
  void tellsWhatIsUnderTheMouse() {
    assertThat(Brush.at(21, RANGE, SCALE)).isEqualTo(Brush.Hold.START);
    assertThat(Brush.at(58, RANGE, SCALE)).isEqualTo(Brush.Hold.END);
    assertThat(Brush.at(40, RANGE, SCALE)).isEqualTo(Brush.Hold.INSIDE);
    assertThat(Brush.at(80, RANGE, SCALE)).isEqualTo(Brush.Hold.NOTHING);
    assertThat(Brush.at(40, null, SCALE)).isEqualTo(Brush.Hold.NOTHING);
  }
}
