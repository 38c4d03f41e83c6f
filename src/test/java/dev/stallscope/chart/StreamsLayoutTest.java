package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.analysis.detail.StreamRuns;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamsLayoutTest {
  private static final double LEFT = 100;
  private static final double RIGHT = 500;

  @Test
  void bytesThatWaitForOthersAreHatchedInTheRowThatTheyHeldUp() throws IOException {
    try (OpenCapture open = open("http2-head-of-line")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      assertThat(hatched(runs, open, 5)).containsExactly(Tone.STALL);
      assertThat(hatched(runs, open, 0)).isEmpty();
    }
  }

  @Test
  void waitsForPermissionHaveTheColourOfTheWindow() throws IOException {
    try (OpenCapture open = open("http2-flow-control")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      assertThat(hatched(runs, open, 0)).containsExactly(Tone.GRAPH_WINDOW);
      double waited =
          layout(runs, open).row(runs.rows().getFirst(), span(open), 12, 24).stream()
              .filter(Mark.Hatch.class::isInstance)
              .mapToDouble(mark -> ((Mark.Hatch) mark).width())
              .sum();
      // 910 ms of 1.51 s
      assertThat(waited).isBetween(0.55 * (RIGHT - LEFT), 0.8 * (RIGHT - LEFT));
    }
  }

  @Test
  void thereAreNoMoreBarsThanPixelsAndNoneOutside() throws IOException {
    try (OpenCapture open = open("large-response")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      List<Mark.Bar> bars = bars(layout(runs, open).connection(12, 24));
      assertThat(bars).isNotEmpty().hasSizeLessThan((int) (RIGHT - LEFT));
      assertThat(bars)
          .allMatch(bar -> bar.x() >= LEFT && bar.x() + bar.width() <= RIGHT && bar.width() > 0);
    }
  }

  @Test
  void oneCanPointAtTheBytesOfARow() throws IOException {
    try (OpenCapture open = open("keep-alive")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      StreamsLayout layout = layout(runs, open);
      StreamRuns.Row row = runs.rows().get(1);
      double x = scale(open).x(runs.arrivedNanos(row.from()));
      assertThat(layout.runAt(row.from(), row.to(), x + 1)).isPresent();
      assertThat(layout.runAt(row.from(), row.to(), x - 40)).isEmpty();
    }
  }

  private static Set<Tone> hatched(StreamRuns runs, OpenCapture open, int row) {
    return layout(runs, open).row(runs.rows().get(row), span(open), 12, 24).stream()
        .filter(Mark.Hatch.class::isInstance)
        .map(mark -> ((Mark.Hatch) mark).tone())
        .collect(Collectors.toSet());
  }

  private static List<Mark.Bar> bars(List<Mark> marks) {
    return marks.stream().filter(Mark.Bar.class::isInstance).map(Mark.Bar.class::cast).toList();
  }

  private static StreamsLayout layout(StreamRuns runs, OpenCapture open) {
    return new StreamsLayout(runs, scale(open));
  }

  private static TimeScale scale(OpenCapture open) {
    return new TimeScale(span(open), LEFT, RIGHT);
  }

  private static TimeSpan span(OpenCapture open) {
    return open.analysis().measurements().span(0);
  }

  private static OpenCapture open(String sample) throws IOException {
    return CaptureOpening.open(List.of(SampleCaptures.file(sample)), OpeningListener.NONE, () -> 0);
  }
}
