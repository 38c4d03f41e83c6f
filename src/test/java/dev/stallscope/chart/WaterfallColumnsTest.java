package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallColumnsTest {
  /** Every letter is seven pixels wide. */
  private static final TextMeter METER = (text, _) -> 7.0 * text.length();

  private static final WaterfallColumns.Emphasis PLAIN =
      new WaterfallColumns.Emphasis(Tone.DIM, Tone.TEXT, false);

  @Test
  void columnsFollowEachOtherAtEveryWidth() {
    for (double width = 320; width < 2600; width += 10) {
      WaterfallColumns columns = WaterfallColumns.of(width, 1);
      double size = columns.sizeRight() > 0 ? columns.sizeRight() : columns.statusRight();
      assertThat(
              List.of(
                  columns.startRight(),
                  columns.labelLeft(),
                  columns.labelRight(),
                  columns.statusRight(),
                  size,
                  columns.durationRight(),
                  columns.barLeft(),
                  columns.barRight()))
          .isSorted();
    }
  }

  @Test
  void theBarsHaveHalfOfAWindowAndMoreOfALargeOne() {
    assertThat(barShare(940)).isGreaterThan(0.45);
    assertThat(barShare(1900)).isGreaterThan(0.6);
  }

  private static double barShare(double width) {
    WaterfallColumns columns = WaterfallColumns.of(width, 1);
    return (columns.barRight() - columns.barLeft()) / width;
  }

  @Test
  void aNarrowOneDoesWithoutSizeAndThenWithoutStart() {
    assertThat(WaterfallColumns.of(650, 1).sizeRight()).isZero();
    assertThat(WaterfallColumns.of(650, 1).startRight()).isPositive();
    assertThat(WaterfallColumns.of(500, 1).startRight()).isZero();
    assertThat(WaterfallColumns.of(1300, 2)).isEqualTo(doubled(WaterfallColumns.of(650, 1)));
  }

  @Test
  void aLabelHasTheRoomOfAStatusThatIsNotThere() {
    WaterfallColumns columns = WaterfallColumns.of(940, 1);
    String label = "encrypted request to a shop.test";
    assertThat(label(columns, label, "")).isEqualTo(label);
    assertThat(label(columns, label, "200")).endsWith("…");
  }

  private static String label(WaterfallColumns columns, String label, String status) {
    WaterfallColumns.Texts texts =
        new WaterfallColumns.Texts("0 s", label, status, "2 kB", "169 ms", 0);
    return columns.row(texts, PLAIN, 12, METER).stream()
        .map(mark -> ((Mark.Label) mark))
        .filter(mark -> mark.x() == columns.labelLeft())
        .map(Mark.Label::text)
        .findFirst()
        .orElseThrow();
  }

  private static WaterfallColumns doubled(WaterfallColumns one) {
    return new WaterfallColumns(
        2 * one.startRight(),
        2 * one.labelLeft(),
        2 * one.labelRight(),
        2 * one.statusRight(),
        one.extras(),
        2 * one.sizeRight(),
        2 * one.durationRight(),
        2 * one.barLeft(),
        2 * one.barRight());
  }

  @Test
  void whatIsAddedStandsBeforeTheSizeAsFarAsTheBarsKeepRoom() {
    WaterfallColumns.Extra host = new WaterfallColumns.Extra(120, true, Tone.DIM);
    WaterfallColumns.Extra latency = new WaterfallColumns.Extra(60, false, Tone.STALL);
    WaterfallColumns columns = WaterfallColumns.of(940, 1, List.of(host, latency));
    double status = columns.statusRight();
    assertThat(columns.extras())
        .containsExactly(
            new WaterfallColumns.Place(status, status + 120, host),
            new WaterfallColumns.Place(status + 120, status + 180, latency));
    assertThat(columns.sizeRight()).isGreaterThan(status + 180);
    assertThat(columns.barRight() - columns.barLeft()).isGreaterThan(200);
    assertThat(WaterfallColumns.of(780, 1, List.of(host, latency)).extras()).hasSize(2);
    assertThat(WaterfallColumns.of(560, 1, List.of(host, latency)).extras()).hasSize(1);
    var texts =
        new WaterfallColumns.Texts("", "A", "", List.of("shop.test", "41 ms"), "", "1 s", 0);
    assertThat(columns.row(texts, PLAIN, 12, METER))
        .contains(
            new Mark.Label(
                status + 10, 12, "shop.test", TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.START),
            new Mark.Label(
                status + 180, 12, "41 ms", TextStyle.SECONDARY, Tone.STALL, Mark.Anchor.END));
  }

  @Test
  void wordsGiveWayToColumnsThatAreAddedThenSizeThenStart() {
    WaterfallColumns.Extra header = new WaterfallColumns.Extra(118, true, Tone.DIM);
    WaterfallColumns none = WaterfallColumns.of(721, 1);
    WaterfallColumns one = WaterfallColumns.of(721, 1, List.of(header));
    assertThat(one.extras()).hasSize(1);
    assertThat(width(one.extras().getFirst())).isBetween(71.0, 117.0);
    assertThat(one.labelRight()).isLessThan(none.labelRight());
    assertThat(one.sizeRight()).isPositive();
    WaterfallColumns two = WaterfallColumns.of(721, 1, List.of(header, header));
    assertThat(two.extras()).hasSize(2);
    assertThat(two.sizeRight()).isZero();
    assertThat(two.startRight()).isPositive();
    WaterfallColumns three = WaterfallColumns.of(721, 1, List.of(header, header, header));
    assertThat(three.extras()).hasSize(3);
    assertThat(three.startRight()).isZero();
    WaterfallColumns four = WaterfallColumns.of(721, 1, List.of(header, header, header, header));
    assertThat(four).isEqualTo(three);
  }

  @Test
  void theBarsKeepTheirRoomBesideWhatIsAddedAtEveryWidth() {
    WaterfallColumns.Extra header = new WaterfallColumns.Extra(118, true, Tone.DIM);
    WaterfallColumns.Extra latency = new WaterfallColumns.Extra(62, false, Tone.DIM);
    for (double width = 320; width < 2600; width += 7) {
      WaterfallColumns columns =
          WaterfallColumns.of(width, 1, List.of(header, latency, header, latency));
      for (WaterfallColumns.Place place : columns.extras()) {
        assertThat(width(place)).isGreaterThan(place.extra().isText() ? 70 : 61.9);
        assertThat(columns.barRight() - columns.barLeft()).isGreaterThan(199.9);
      }
      assertThat(columns.labelRight() - columns.labelLeft()).isGreaterThan(109.9);
    }
  }

  private static double width(WaterfallColumns.Place place) {
    return place.right() - place.left();
  }

  @Test
  void numbersEndAtTheirColumnsAndALongLabelInAnEllipsis() {
    WaterfallColumns columns = WaterfallColumns.of(940, 1);
    String path = "GET /" + "a".repeat(80);
    List<Mark> marks =
        columns.row(
            new WaterfallColumns.Texts("1.2 s", path, "200", "18 kB", "418 ms", 0),
            PLAIN,
            12,
            METER);
    Mark.Label label = label(marks, "GET");
    assertThat(label.text()).endsWith("…");
    assertThat(label.x() + METER.width(label.text(), label.style()))
        .isLessThanOrEqualTo(columns.labelRight());
    assertThat(label(marks, "418 ms"))
        .isEqualTo(
            new Mark.Label(
                columns.durationRight(),
                12,
                "418 ms",
                TextStyle.SECONDARY,
                Tone.TEXT,
                Mark.Anchor.END));
    assertThat(label(marks, "18 kB").anchor()).isEqualTo(Mark.Anchor.END);
  }

  @Test
  void aHeadingGoesOnUntilTheFirstNumberBehindIt() {
    String name = "Heading " + "of a group ".repeat(20);
    var strong = new WaterfallColumns.Emphasis(Tone.DIM, Tone.DIM, true);
    for (double width : new double[] {377, 650, 940}) {
      WaterfallColumns columns = WaterfallColumns.of(width, 1);
      for (String size : List.of("", "241.1 kB")) {
        var texts = new WaterfallColumns.Texts("", name, "", size, "1.25 s", 0);
        List<Mark> marks = columns.row(texts, strong, 12, METER);
        Mark.Label heading = label(marks, "Heading");
        boolean hasSize = columns.sizeRight() > 0 && !size.isEmpty();
        Mark.Label number = label(marks, hasSize ? size : "1.25 s");
        double end = number.x() - METER.width(number.text(), number.style());
        assertThat(heading.x() + METER.width(heading.text(), heading.style()))
            .isBetween(end - 40, end - 8);
      }
    }
  }

  @Test
  void aLongStatusTakesTheRoomThatAShortLabelLeaves() {
    WaterfallColumns columns = WaterfallColumns.of(600, 1);
    String status = "REFUSED_STREAM";
    assertThat(status(columns, "A", status)).isEqualTo(status);
    assertThat(status(columns, "GET /" + "a".repeat(80), status)).endsWith("…");
  }

  private static String status(WaterfallColumns columns, String label, String status) {
    var texts = new WaterfallColumns.Texts("", label, status, "", "1 s", 0);
    return label(columns.row(texts, PLAIN, 12, METER), "R").text();
  }

  @Test
  void whatIsNestedStandsFurtherIn() {
    WaterfallColumns columns = WaterfallColumns.of(940, 1);
    double flat = label(columns.row(texts(0), PLAIN, 12, METER), "A").x();
    double nested = label(columns.row(texts(2), PLAIN, 12, METER), "A").x();
    double deep = label(columns.row(texts(1000), PLAIN, 12, METER), "A").x();
    assertThat(nested).isGreaterThan(flat);
    assertThat(deep).isLessThan(columns.labelRight());
  }

  private static WaterfallColumns.Texts texts(int depth) {
    return new WaterfallColumns.Texts("", "A", "", "", "", depth);
  }

  private static Mark.Label label(List<Mark> marks, String begin) {
    return marks.stream()
        .map(Mark.Label.class::cast)
        .filter(label -> label.text().startsWith(begin))
        .findFirst()
        .orElseThrow();
  }
}
