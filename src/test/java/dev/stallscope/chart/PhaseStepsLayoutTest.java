package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhaseStepsLayoutTest {
  /** Every letter is seven pixels wide. */
  private static final TextMeter METER = (text, _) -> 7.0 * text.length();

  private static final PhaseTimings REQUEST =
      phases(
          Phase.BLOCKED,
          2,
          Phase.CONNECT,
          8,
          Phase.TLS,
          50,
          Phase.BLOCKED,
          1,
          Phase.SEND,
          0,
          Phase.WAIT,
          30,
          Phase.RECEIVE,
          9);

  @Test
  void eachPhaseThatTookTimeHasARowWithItsTimeAndItsShare() {
    assertThat(texts(REQUEST, 600, 300))
        .contains("blocked", "connect", "tls", "wait", "receive")
        .doesNotContain("send", "dns")
        .contains("3 ms · 3 %", "8 ms · 8 %", "50 ms · 50 %", "30 ms · 30 %", "9 ms · 9 %");
  }

  @Test
  void partsOfAPhaseStandInOneRowWhereTheyWere() {
    List<Mark.Bar> blocked =
        of(marks(REQUEST, 600, 300), Mark.Bar.class).stream()
            .filter(bar -> bar.tone() == Tone.BLOCKED)
            .toList();
    assertThat(blocked).hasSize(2);
    assertThat(blocked.get(0).y()).isEqualTo(blocked.get(1).y());
    assertThat(blocked.get(0).x()).isLessThan(blocked.get(1).x());
  }

  @Test
  void aValueIsReadWhereverTheBarsAre() {
    PhaseTimings atBothEnds =
        phases(Phase.BLOCKED, 1, Phase.TLS, 500, Phase.WAIT, 1, Phase.BLOCKED, 10);
    Mark.Label blocked = value(marks(atBothEnds, 600, 300), "11 ms · 2 %");
    assertThat(blocked.tone()).isEqualTo(Tone.TEXT);
    Mark.Label tls = value(marks(atBothEnds, 600, 300), "500 ms · 98 %");
    assertThat(tls.tone()).as("within its bar").isEqualTo(Tone.PANEL);
  }

  private static Mark.Label value(List<Mark> marks, String text) {
    return of(marks, Mark.Label.class).stream()
        .filter(label -> label.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsTakeTheRoomThatThereIs() {
    double low = of(marks(REQUEST, 600, 160), Mark.Bar.class).getLast().y();
    assertThat(of(marks(REQUEST, 600, 500), Mark.Bar.class).getLast().y()).isGreaterThan(2.5 * low);
  }

  @Test
  void nothingLeavesItsPlaceAtTheLeastHeight() {
    double height = PhaseStepsLayout.leastHeight(REQUEST);
    for (double width : new double[] {300, 600, 1800}) {
      for (Mark mark : marks(REQUEST, width, height)) {
        if (mark instanceof Mark.Label label) {
          double wide = METER.width(label.text(), label.style());
          double from = label.anchor() == Mark.Anchor.END ? label.x() - wide : label.x();
          assertThat(from).as(label.text()).isGreaterThanOrEqualTo(0);
          assertThat(from + wide).as(label.text()).isLessThanOrEqualTo(width);
          assertThat(label.y()).isBetween(6.0, height - 6);
        } else if (mark instanceof Mark.Bar bar) {
          assertThat(bar.y() + bar.height()).isLessThanOrEqualTo(height);
        }
      }
    }
  }

  @Test
  void nothingIsDrawnOfNoTimeAtAll() {
    assertThat(marks(phases(), 600, 300)).isEmpty();
    assertThat(marks(phases(Phase.WAIT, 0), 600, 300)).isEmpty();
    assertThat(PhaseStepsLayout.leastHeight(phases(Phase.WAIT, 0))).isZero();
  }

  private static PhaseTimings phases(Object... phasesAndMillis) {
    List<Timing> timings = new ArrayList<>();
    long at = 5 * Nanos.PER_MILLI;
    for (int i = 0; i < phasesAndMillis.length; i += 2) {
      long end = at + (int) phasesAndMillis[i + 1] * Nanos.PER_MILLI;
      timings.add(new Timing((Phase) phasesAndMillis[i], new TimeSpan(at, end)));
      at = end;
    }
    return new PhaseTimings(timings);
  }

  private static List<Mark> marks(PhaseTimings phases, double width, double height) {
    return new PhaseStepsLayout(METER, 1, Phase::id).marks(phases, width, height);
  }

  private static List<String> texts(PhaseTimings phases, double width, double height) {
    return of(marks(phases, width, height), Mark.Label.class).stream()
        .map(Mark.Label::text)
        .toList();
  }

  private static <M extends Mark> List<M> of(List<Mark> marks, Class<M> type) {
    return marks.stream()
        .flatMap(mark -> type.isInstance(mark) ? Stream.of(type.cast(mark)) : Stream.empty())
        .toList();
  }
}
