package dev.stallscope.chart.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Points;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepLineTest {
  private static final PlotArea AREA = new PlotArea(10, 0, 110, 100);

  /** Values upwards from the bottom, times from the left of the canvas. */
  private static final StepLine.Place PLACE =
      new StepLine.Place() {
        @Override
        public double x(long offset) {
          return offset;
        }

        @Override
        public double y(long value) {
          return 100 - value;
        }
      };

  @Test
  void aValueHoldsUntilTheNext() {
    assertThat(line(List.of(20L, 50L), List.of(10L, 30L), 80))
        .containsExactly("20.0,90.0 50.0,90.0 50.0,70.0 80.0,70.0");
  }

  @Test
  void whatIsLeftOrRightOfThePlotIsCut() {
    assertThat(line(List.of(0L, 60L), List.of(10L, 20L), 500))
        .containsExactly("10.0,90.0 60.0,90.0 60.0,80.0 110.0,80.0");
  }

  @Test
  void whatIsAboveOrBelowThePlotIsNotDrawnAlongItsEdge() {
    assertThat(line(List.of(20L, 40L, 60L), List.of(10L, 300L, 20L), 80))
        .containsExactly("20.0,90.0 40.0,90.0 40.0,0.0", "60.0,0.0 60.0,80.0 80.0,80.0");
    assertThat(line(List.of(20L), List.of(300L), 80)).isEmpty();
  }

  @Test
  void anUnknownValueLeavesAGap() {
    assertThat(line(List.of(20L, 40L, 60L), List.of(10L, -1L, 20L), 80))
        .containsExactly("20.0,90.0 40.0,90.0", "60.0,80.0 80.0,80.0");
  }

  private static List<String> line(List<Long> times, List<Long> values, long end) {
    int[] all = IntStream.range(0, times.size()).toArray();
    return StepLine.of(new ListedSeries(times, values), all, end, PLACE, AREA).stream()
        .map(Points::toString)
        .toList();
  }
}
