package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.SmallWaterfallsLayout.Row;
import dev.stallscope.chart.SmallWaterfallsLayout.Waterfall;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallWaterfallsLayoutTest {
  private static final TextMeter TEN_EACH = (text, _) -> text.length() * 10.0;
  private static final double WIDTH = 1000;

  private final SmallWaterfallsLayout layout = new SmallWaterfallsLayout(TEN_EACH, 1);

  @Test
  void allWaterfallsHaveOneScale() {
    List<Waterfall> two =
        List.of(
            new Waterfall("HTTP/1.1 cold", "100 ms", List.of(row("/a", 0, 50), row("/b", 50, 100))),
            new Waterfall("HTTP/2 cold", "50 ms", List.of(row("/a", 0, 50))));
    List<Mark.Bar> bars = bars(two);
    assertThat(bars).hasSize(3);
    assertThat(bars.get(0).x()).isEqualTo(bars.get(2).x());
    assertThat(bars.get(0).width()).isEqualTo(bars.get(2).width());
    assertThat(bars.get(1).x()).isEqualTo(bars.get(0).x() + bars.get(0).width());
    assertThat(bars.get(1).x() + bars.get(1).width()).isEqualTo(WIDTH - 14);
  }

  @Test
  void everythingIsWithinItsHeight() {
    List<Waterfall> one = List.of(new Waterfall("A", "1 ms", List.of(row("/a", 0, 1))));
    double height = layout.height(one);
    assertThat(layout.marks(one, WIDTH))
        .filteredOn(Mark.Bar.class::isInstance)
        .map(Mark.Bar.class::cast)
        .allMatch(bar -> bar.y() >= 0 && bar.y() + bar.height() <= height);
    assertThat(layout.height(List.of())).isLessThan(height);
    assertThat(layout.marks(List.of(), WIDTH)).isEmpty();
  }

  @Test
  void ofALongLabelTheEndIsShown() {
    String path = "/" + "x".repeat(100) + "/end";
    List<Waterfall> one = List.of(new Waterfall("A", "1 ms", List.of(row(path, 0, 1))));
    assertThat(layout.marks(one, WIDTH))
        .filteredOn(Mark.Label.class::isInstance)
        .map(mark -> ((Mark.Label) mark).text())
        .anyMatch(text -> text.startsWith("…") && text.endsWith("/end") && text.length() == 30);
  }

  private List<Mark.Bar> bars(List<Waterfall> waterfalls) {
    return layout.marks(waterfalls, WIDTH).stream()
        .filter(Mark.Bar.class::isInstance)
        .map(Mark.Bar.class::cast)
        .toList();
  }

  private static Row row(String label, long fromMillis, long toMillis) {
    TimeSpan span = new TimeSpan(Nanos.ofMillis(fromMillis), Nanos.ofMillis(toMillis));
    return new Row(label, new PhaseTimings(List.of(new Timing(Phase.WAIT, span))));
  }
}
