package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AxisRoomTest {
  private static final double WIDTH = 600;

  /** Every letter is six pixels wide. */
  private static final TextMeter METER = (text, _) -> 6.0 * text.length();

  private static final String WORDS = "a cause that is told at length";

  private static List<Exchange> rows;
  private static TimeSpan span;
  private static Function<Exchange, List<LostTime>> lost;
  private static Exchange last;

  @BeforeAll
  static void analyse() throws Exception {
    Analysis analysis =
        Analyzer.analyze(List.of(SampleCaptures.file("slow-server")), AnalysisProgress.NONE);
    rows =
        analysis.measurements().exchanges().stream()
            .filter(exchange -> !exchange.isPartOfParent())
            .toList();
    long end = rows.stream().mapToLong(row -> row.span().endNanos()).max().orElseThrow();
    span = new TimeSpan(rows.getFirst().span().startNanos(), end);
    last = rows.getLast();
    lost = exchange -> analysis.lostTimes().ofExchange(exchange.id());
  }

  @Test
  void theAxisGoesOnUntilTheWordsOfTheLastRowFitBehindIt() {
    long nanos = room(0.5, WORDS).nanos(last.span(), List.of(last), endsLate());
    assertThat(said(nanos, WORDS)).isEqualTo(WORDS);
    assertThat(said(nanos * 9 / 10, WORDS)).isNotEqualTo(WORDS);
  }

  @Test
  void noMoreIsLeftFreeThanAllowed() {
    long nanos = room(0.1, WORDS).nanos(last.span(), List.of(last), endsLate());
    assertThat((double) nanos / (last.durationNanos() + nanos)).isLessThan(0.1);
    assertThat(said(nanos, WORDS))
        .isEqualTo(DurationText.of(lost.apply(last).getLast().lostNanos()));
  }

  @Test
  void nothingIsLeftFreeWhereAllWordsHaveAPlaceOrNothingIsLost() {
    assertThat(room(0.5, "slow").nanos(span, rows, lost)).isZero();
    assertThat(room(0.5, WORDS).nanos(span, rows, _ -> List.of())).isZero();
  }

  /** On a narrow axis room makes bars shorter, and their words have none behind them even so. */
  @Test
  void nothingIsLeftFreeWhereItHelpsNoRow() throws Exception {
    Analysis analysis =
        Analyzer.analyze(List.of(SampleCaptures.file("http1-page")), AnalysisProgress.NONE);
    List<Exchange> all = analysis.measurements().exchanges();
    long end = all.stream().mapToLong(row -> row.span().endNanos()).max().orElseThrow();
    TimeSpan whole = new TimeSpan(all.getFirst().span().startNanos(), end);
    List<Exchange> shown = all.stream().filter(row -> !row.isPartOfParent()).toList();
    AxisRoom room = new AxisRoom(228, 0.4, scale -> layout(scale, "queued for a connection"));
    assertThat(room.nanos(whole, shown, row -> analysis.lostTimes().ofExchange(row.id()))).isZero();
  }

  @Test
  void wordsOfRowsThatEndEarlyAreMeasuredOnce() {
    long half = last.span().startNanos();
    List<LostTime> measured = new ArrayList<>();
    Function<TimeScale, WaterfallLayout> layouts =
        scale ->
            new WaterfallLayout(
                scale,
                METER,
                lost -> {
                  measured.add(lost);
                  return WORDS;
                },
                _ -> Optional.empty());
    Function<Exchange, List<LostTime>> lostTimes =
        exchange -> exchange.equals(last) ? endsLate().apply(last) : lost.apply(exchange);
    assertThat(new AxisRoom(WIDTH, 0.5, layouts).nanos(last.span(), rows, lostTimes)).isPositive();
    assertThat(measured)
        .filteredOn(one -> one.endNanos() < half)
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  private static AxisRoom room(double most, String words) {
    return new AxisRoom(WIDTH, most, scale -> layout(scale, words));
  }

  private static WaterfallLayout layout(TimeScale scale, String words) {
    return new WaterfallLayout(scale, METER, _ -> words, _ -> Optional.empty());
  }

  /** As if the last row had lost time in its last tenth only. */
  private static Function<Exchange, List<LostTime>> endsLate() {
    LostTime stall = lost.apply(last).getLast();
    long end = last.span().endNanos();
    TimeSpan tail = new TimeSpan(end - last.durationNanos() / 10, end);
    return _ -> List.of(new LostTime(stall.rule(), 0, 0, tail, stall.lostNanos()));
  }

  /** What the last row says where it alone is on the axis, with so much time after it. */
  private static String said(long nanos, String words) {
    TimeSpan longer = new TimeSpan(last.span().startNanos(), last.span().endNanos() + nanos);
    return layout(new TimeScale(longer, 0, WIDTH), words)
        .row(last, endsLate().apply(last), 0, 24)
        .stream()
        .filter(Mark.Label.class::isInstance)
        .map(mark -> ((Mark.Label) mark).text())
        .findFirst()
        .orElse("");
  }
}
