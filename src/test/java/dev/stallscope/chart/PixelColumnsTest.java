package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelColumnsTest {
  private final PixelColumns columns = new PixelColumns(100, 200);

  @Test
  void theHigherLevelIsOnTopWhicheverCameFirst() {
    columns.paint(110, 120, 0, 2);
    columns.paint(100, 130, 0, 1);
    assertThat(bars()).containsExactly("100.0 10.0 1", "110.0 10.0 2", "120.0 10.0 1");
  }

  @Test
  void whatHappenedIsSeenHoweverShort() {
    columns.paint(150, 150, 2, 1);
    assertThat(bars()).containsExactly("150.0 2.0 1");
  }

  @Test
  void whatLiesOutsideIsCut() {
    columns.paint(-1e300, 101, 0, 1);
    columns.paint(199, 1e300, 0, 1);
    columns.paint(300, 400, 0, 1);
    columns.paint(0, 50, 0, 1);
    assertThat(bars()).containsExactly("100.0 1.0 1", "199.0 1.0 1");
  }

  @Test
  void aMillionSpansAreNoMoreBarsThanColumns() {
    for (int i = 0; i < 1_000_000; i++) {
      double x = 100 + i / 10_000.0;
      columns.paint(x, x + 0.0001, 0, 1 + i % 3);
    }
    assertThat(bars()).containsExactly("100.0 100.0 3");
  }

  @Test
  void whatBeginsBeforeTheNextColumnPaintsTheSame() {
    for (double x = 100; x < 190; x += 0.07) {
      double next = columns.next(x);
      String same = bars(x);
      assertThat(next).isGreaterThan(x).isLessThanOrEqualTo(x + 0.5);
      assertThat(bars(next - 1e-9)).isEqualTo(same);
      assertThat(bars(next + 1e-9)).isNotEqualTo(same);
    }
  }

  private String bars(double x) {
    columns.clear();
    columns.paint(x, x, 2, 1);
    return String.join(", ", bars());
  }

  private List<String> bars() {
    List<String> bars = new ArrayList<>();
    columns.bars((x, width, level) -> bars.add(x + " " + width + " " + level));
    return bars;
  }
}
