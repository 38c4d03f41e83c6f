package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.measure.Download;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WaterfallLayoutTest {
  /** Every letter is six pixels wide. */
  private static final TextMeter METER = (text, _) -> 6.0 * text.length();

  private static Exchange exchange;
  private static List<LostTime> stalls;

  @BeforeAll
  static void analyse() throws Exception {
    Analysis analysis =
        Analyzer.analyze(List.of(SampleCaptures.file("slow-server")), AnalysisProgress.NONE);
    exchange =
        analysis.measurements().exchanges().stream()
            .filter(one -> one.phases().span(Phase.CONNECT).isPresent())
            .filter(one -> one.phases().span(Phase.WAIT).isPresent())
            .findFirst()
            .orElseThrow();
    stalls = analysis.lostTimes().ofExchange(exchange.id());
  }

  @Test
  void setUpIsThinAndWaitingIsThick() {
    List<Mark> row = row(exchange.span(), 24);
    assertThat(bar(row, Tone.CONNECT).height()).isEqualTo(0.30 * 24);
    assertThat(bar(row, Tone.WAIT).height()).isEqualTo(0.54 * 24);
  }

  @Test
  void nothingThatHappenedIsInvisible() {
    long day = 86_400_000_000_000L;
    TimeSpan whole = new TimeSpan(exchange.span().startNanos(), exchange.span().startNanos() + day);
    assertThat(bar(row(whole, 24), Tone.CONNECT).width()).isEqualTo(2);
  }

  @Test
  void evenAtTheVeryEndOfTheAxisABarIsSeen() {
    long hour = 3_600_000_000_000L;
    long end = exchange.span().endNanos();
    Mark.Bar bar = bar(row(new TimeSpan(end - hour, end), 24), Tone.WAIT);
    assertThat(bar.width()).isEqualTo(2);
    assertThat(bar.x()).isEqualTo(598);
  }

  @Test
  void aStallIsHatchedWhereItWas() {
    LostTime stall = stalls.getFirst();
    TimeScale scale = new TimeScale(exchange.span(), 0, 600);
    Mark.Hatch hatch =
        row(exchange.span(), 24).stream()
            .filter(Mark.Hatch.class::isInstance)
            .map(Mark.Hatch.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(hatch.x()).isEqualTo(scale.x(stall.startNanos()));
    assertThat(hatch.height()).isEqualTo(0.66 * 24);
  }

  @Test
  void theLabelLiesInTheStallOrBesideTheBarButNeverOutside() {
    assertThat(label(exchange.span()).text()).isEqualTo("slow server");
    long duration = exchange.durationNanos();
    TimeSpan wide =
        new TimeSpan(exchange.span().startNanos(), exchange.span().startNanos() + 20 * duration);
    TimeScale scale = new TimeScale(wide, 0, 600);
    assertThat(label(wide).x()).isGreaterThan(scale.x(exchange.span().endNanos()));
    TimeSpan tight =
        new TimeSpan(exchange.span().startNanos() - 20 * duration, exchange.span().endNanos());
    double start = new TimeScale(tight, 0, 600).x(exchange.span().startNanos());
    assertThat(label(tight).x()).isLessThan(start);
    assertThat(label(tight).anchor()).isEqualTo(Mark.Anchor.END);
  }

  @Test
  void whereTheCauseHasNoPlaceTheTimeIsSaidAndNothingIsCut() {
    assertThat(labelOn(80)).isEqualTo(DurationText.of(stalls.getFirst().lostNanos()));
    assertThat(labelOn(40)).isEmpty();
  }

  /** On 2,400 pixels the bar takes the middle third, and there is room on both of its sides. */
  @Test
  void aLabelBesideTheBarIsAtTheEndThatIsNearerToTheStall() {
    long start = exchange.span().startNanos();
    long duration = exchange.durationNanos();
    TimeSpan around = new TimeSpan(start - duration, start + 2 * duration);
    TimeScale scale = new TimeScale(around, 0, 2_400);
    String words = "a cause that is told at length";
    LostTime early = part(stalls.getFirst(), start, start + duration / 8);
    Mark.Label before = labels(row(scale, words, early)).getFirst();
    assertThat(before.anchor()).isEqualTo(Mark.Anchor.END);
    assertThat(before.x()).isBetween(780.0, 800.0);
    long end = start + duration;
    LostTime late = part(stalls.getFirst(), end - duration / 8, end);
    Mark.Label behind = labels(row(scale, words, late)).getFirst();
    assertThat(behind.anchor()).isEqualTo(Mark.Anchor.START);
    assertThat(behind.x()).isBetween(1_600.0, 1_620.0);
  }

  /** The bar fills the axis, and its words are longer than the stall in its middle. */
  @Test
  void aLabelCoversNothingOfTheBarBesideTheLostTime() {
    long middle = (exchange.span().startNanos() + exchange.span().endNanos()) / 2;
    LostTime stall = part(stalls.getFirst(), middle, middle + exchange.durationNanos() / 8);
    TimeScale scale = new TimeScale(exchange.span(), 0, 600);
    List<Mark> marks = row(scale, "a cause that is told at length", stall);
    double from = scale.x(stall.startNanos());
    double to = scale.x(stall.endNanos());
    assertThat(labels(marks))
        .extracting(Mark.Label::text)
        .containsExactly(DurationText.of(stall.lostNanos()));
    assertThat(plates(marks))
        .allMatch(plate -> plate.x() >= from && plate.x() + plate.width() <= to)
        .isNotEmpty();
  }

  private static List<Mark> row(TimeScale scale, String words, LostTime stall) {
    return new WaterfallLayout(scale, METER, _ -> words, _ -> Optional.empty())
        .row(exchange, List.of(stall), 0, 24);
  }

  private static List<Mark.Label> labels(List<Mark> marks) {
    return marks.stream().filter(Mark.Label.class::isInstance).map(Mark.Label.class::cast).toList();
  }

  /** What hides what is behind it. */
  private static List<Mark.Bar> plates(List<Mark> marks) {
    return marks.stream()
        .filter(Mark.Bar.class::isInstance)
        .map(Mark.Bar.class::cast)
        .filter(bar -> bar.tone() == Tone.PANEL)
        .toList();
  }

  private static String labelOn(double width) {
    LostTime stall = stalls.getFirst();
    TimeSpan only = new TimeSpan(stall.startNanos(), stall.endNanos());
    return new WaterfallLayout(
            new TimeScale(only, 0, width), METER, _ -> "slow server", _ -> Optional.empty())
        .row(exchange, stalls, 0, 24).stream()
            .filter(Mark.Label.class::isInstance)
            .map(mark -> ((Mark.Label) mark).text())
            .findFirst()
            .orElse("");
  }

  @Test
  void whatIsOutsideOfTheViewIsNotDrawn() {
    long end = exchange.span().endNanos();
    assertThat(row(new TimeSpan(end + 1_000_000, end + 2_000_000), 24)).isEmpty();
  }

  @Test
  void aDownloadFillsItsBarAsItArrives() {
    TimeSpan receive = exchange.phases().span(Phase.RECEIVE).orElseThrow();
    TimeScale scale = new TimeScale(receive, 0, 160);
    Points shape = progress(scale, receive, half(receive)).points();
    double height = 0.54 * 24;
    double bottom = 12 + height / 2;
    assertThat(shape.y(0)).isEqualTo(bottom);
    assertThat(shape.y(1)).isEqualTo(bottom - height / 2);
    assertThat(shape.x(2)).isEqualTo(160);
    assertThat(shape.y(2)).isEqualTo(bottom - height * 9 / 16);
    assertThat(shape.ys()).endsWith(bottom - height, bottom);
    TimeSpan end =
        new TimeSpan(receive.endNanos() - receive.durationNanos() / 4, receive.endNanos());
    Points tail = progress(new TimeScale(end, 0, 160), receive, half(receive)).points();
    assertThat(tail.y(1)).isBetween(bottom - 0.57 * height, bottom - height / 2);
  }

  /** Half of it at once, the other half at the end. */
  private static Download half(TimeSpan receive) {
    long[] arrived = new long[Download.PARTS];
    Arrays.fill(arrived, 0, Download.PARTS / 2, receive.startNanos());
    Arrays.fill(arrived, Download.PARTS / 2, Download.PARTS, receive.endNanos());
    return new Download(exchange.id(), arrived);
  }

  private static Mark.Area progress(TimeScale scale, TimeSpan receive, Download download) {
    return new WaterfallLayout(scale, METER, _ -> "", _ -> Optional.of(download))
        .row(exchange, List.of(), 0, 24).stream()
            .filter(Mark.Area.class::isInstance)
            .map(Mark.Area.class::cast)
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing of " + receive));
  }

  @Test
  void stallsOfOneCauseAreOneWhereTheGapCannotBeSeen() {
    LostTime stall = stalls.getFirst();
    long middle = (stall.startNanos() + stall.endNanos()) / 2;
    List<LostTime> parts =
        List.of(
            part(stall, stall.startNanos(), middle),
            part(stall, middle + 1_000_000, stall.endNanos()));
    assertThat(outlines(parts, 600)).isEqualTo(1);
    assertThat(outlines(parts, 6_000)).isEqualTo(2);
  }

  private static LostTime part(LostTime whole, long startNanos, long endNanos) {
    TimeSpan span = new TimeSpan(startNanos, endNanos);
    return new LostTime(
        whole.rule(), whole.connection(), whole.exchange(), span, span.durationNanos());
  }

  private static long outlines(List<LostTime> drawn, double width) {
    TimeScale scale = new TimeScale(exchange.span(), 0, width);
    return new WaterfallLayout(scale, METER, _ -> "slow server", _ -> Optional.empty())
        .row(exchange, drawn, 0, 24).stream().filter(Mark.Outline.class::isInstance).count();
  }

  private static List<Mark> row(TimeSpan visible, double height) {
    return new WaterfallLayout(
            new TimeScale(visible, 0, 600), METER, _ -> "slow server", _ -> Optional.empty())
        .row(exchange, stalls, 0, height);
  }

  private static Mark.Label label(TimeSpan visible) {
    return row(visible, 24).stream()
        .filter(Mark.Label.class::isInstance)
        .map(Mark.Label.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Mark.Bar bar(List<Mark> row, Tone tone) {
    return row.stream()
        .filter(Mark.Bar.class::isInstance)
        .map(Mark.Bar.class::cast)
        .filter(bar -> bar.tone() == tone)
        .findFirst()
        .orElseThrow();
  }
}
