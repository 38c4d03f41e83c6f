package dev.stallscope.chart.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Tone;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenseLineTest {
  private static final PlotArea AREA = new PlotArea(10, 0, 20, 100);

  private static final StepLine.Place PLACE =
      new StepLine.Place() {
        @Override
        public double x(long offset) {
          return offset / 10.0;
        }

        @Override
        public double y(long value) {
          return 100 - value;
        }
      };

  @Test
  void aColumnReachesFromItsLowestToItsHighestValueAndFromTheOneBefore() {
    assertThat(
            bars(0, new ListedSeries(List.of(121L, 123L, 125L, 131L), List.of(20L, 70L, 40L, 10L))))
        .containsExactly(bar(12, 29.25, 51.5, 1), bar(13, 59.25, 31.5, 1));
  }

  @Test
  void aValueHoldsUntilTheNextColumn() {
    assertThat(bars(0, new ListedSeries(List.of(121L, 151L), List.of(20L, 20L))))
        .extracting(Mark.Bar::x, Mark.Bar::width)
        .containsExactly(tuple(12.0, 1.0), tuple(13.0, 2.0), tuple(15.0, 1.0));
  }

  @Test
  void whatIsOutsideIsCutAndTheShapeReachesTheBottom() {
    ListedSeries values = new ListedSeries(List.of(95L, 121L, 250L), List.of(300L, 40L, 40L));
    assertThat(bars(0.5, values))
        .allMatch(bar -> bar.x() >= 10 && bar.x() + bar.width() <= 20)
        .allMatch(bar -> bar.y() >= 0 && bar.y() + bar.height() <= 100)
        .contains(new Mark.Bar(13, 60, 7, 40, Tone.GRAPH_FLIGHT, 0, 0.5));
  }

  private static List<Mark.Bar> bars(double fill, ListedSeries values) {
    int[] all = IntStream.range(0, values.size()).toArray();
    return DenseLine.marks(values, all, PLACE, AREA, Tone.GRAPH_FLIGHT, fill).stream()
        .map(Mark.Bar.class::cast)
        .toList();
  }

  private static Mark.Bar bar(double x, double y, double height, double opacity) {
    return new Mark.Bar(x, y, 1, height, Tone.GRAPH_FLIGHT, 0, opacity);
  }
}
