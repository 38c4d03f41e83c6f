package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.LostTime;
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

  @Test
  void lostTimeIsHatchedOnThePhasesThatItFellInto() {
    // the last 10 ms of TLS and all until the middle of the wait
    LostTime lost = lost(55, 81);
    List<Mark> marks = stalled(REQUEST, lost);
    List<Mark.Hatch> hatches = of(marks, Mark.Hatch.class);
    assertThat(hatches).hasSize(3).allMatch(hatch -> hatch.tone() == Tone.STALL);
    double perMilli = hatches.getFirst().width();
    assertThat(hatches).map(hatch -> Math.round(hatch.width() / perMilli)).contains(10L, 1L, 15L);
    assertThat(of(marks(REQUEST, 600, 300), Mark.Hatch.class)).isEmpty();
  }

  @Test
  void manyStallsOfAFindingBesideEachOtherAreOne() {
    List<LostTime> many = new ArrayList<>();
    for (int i = 66; i < 90; i += 2) {
      many.add(lost(i, i + 1));
    }
    LostTime[] stalls = many.toArray(LostTime[]::new);
    assertThat(of(stalled(phases(Phase.WAIT, 10_000), stalls), Mark.Hatch.class)).hasSize(1);
  }

  @Test
  void aValueOnAHatchedBarStandsOnAPlate() {
    PhaseTimings waiting = phases(Phase.WAIT, 1_000);
    Mark.Label value = value(stalled(waiting, lost(5, 1_005)), "1 s · 100 %");
    assertThat(value.tone()).isEqualTo(Tone.TEXT);
    assertThat(of(stalled(waiting, lost(5, 1_005)), Mark.Bar.class))
        .anyMatch(
            bar ->
                bar.tone() == Tone.PANEL
                    && bar.opacity() == 1
                    && bar.x() < value.x()
                    && bar.x() + bar.width()
                        > value.x() + METER.width(value.text(), value.style()));
  }

  /** From and to in milliseconds, as phases. */
  private static LostTime lost(long from, long to) {
    TimeSpan span = new TimeSpan(from * Nanos.PER_MILLI, to * Nanos.PER_MILLI);
    return new LostTime("slow-server", 0, 0, span, span.durationNanos());
  }

  private static List<Mark> stalled(PhaseTimings phases, LostTime... lost) {
    return new PhaseStepsLayout(METER, 1, Phase::id).marks(phases, List.of(lost), 600, 300);
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
    return new PhaseStepsLayout(METER, 1, Phase::id).marks(phases, List.of(), width, height);
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
