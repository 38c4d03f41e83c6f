package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.Measurements;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LadderLayoutTest {
  /** Every letter is six pixels wide. */
  private static final TextMeter METER = (text, _) -> 6.0 * text.length();

  private static final double WIDTH = 520;

  @Test
  void onlyAvoidableWaitsAreHatched() throws Exception {
    Ladder ladder = LadderTest.handshake("tls12-full");
    List<Mark> marks = marks(ladder, WIDTH, 400);
    long lost =
        ladder.waits().stream()
            .filter(wait -> wait.lostNanos() >= 100_000)
            .filter(wait -> 2 * wait.lostNanos() >= wait.durationNanos())
            .count();
    assertThat(lost).isPositive().isLessThan(ladder.waits().size());
    assertThat(of(marks, Mark.Hatch.class)).hasSize((int) lost);
    assertThat(texts(marks)).anyMatch(text -> text.endsWith("ms · tls-two-round-trips"));
  }

  @Test
  void theTallestWaitIsTheLongest() throws Exception {
    Measurements measured = LadderTest.measure("dns-timeout");
    Ladder ladder = Ladder.ofLookup(measured.lookups().getFirst(), measured);
    List<Mark> marks = marks(ladder, WIDTH, LadderLayout.leastHeight(ladder) + 300);
    Mark.Hatch tallest =
        of(marks, Mark.Hatch.class).stream()
            .max(Comparator.comparingDouble(Mark.Hatch::height))
            .orElseThrow();
    assertThat(tallest.height()).isGreaterThan(250);
  }

  @Test
  void everyArrowCrossesUnlessItWasLost() throws Exception {
    Measurements measured = LadderTest.measure("dns-timeout");
    Ladder ladder = Ladder.ofLookup(measured.lookups().getFirst(), measured);
    List<Mark> marks = marks(ladder, WIDTH, 600);
    long lost = ladder.rungs().stream().filter(Ladder.Rung::isUnanswered).count();
    assertThat(lost).isPositive();
    assertThat(of(marks, Mark.Sign.class)).hasSize((int) lost);
    assertThat(of(marks, Mark.Area.class)).hasSize(ladder.rungs().size() - (int) lost);
    assertThat(texts(marks)).anyMatch(text -> text.equals("A workshop.test · no answer"));
  }

  @Test
  void aCaptionTakesMoreLinesWhereTheHeightAllowsAndIsCutOnlyWhereItDoesNot() throws Exception {
    Ladder ladder = LadderTest.handshake("tls12-full");
    double height = LadderLayout.leastHeight(ladder);
    assertThat(texts(marks(ladder, 340, height))).anyMatch(text -> text.contains("…"));
    List<String> texts = texts(marks(ladder, 340, height + 200));
    assertThat(texts).noneMatch(text -> text.contains("…"));
    assertThat(String.join(" ", texts))
        .contains("ServerHello, Certificate, ServerKeyExchange, ServerHelloDone · 1")
        .contains(" B · round trip 1");
  }

  /** The line of the client has the room of the clock beside it. */
  @Test
  void bothEndsAreToldWholeWhereTheyHaveRoomOutsideOfTheirLines() throws Exception {
    Ladder ladder = LadderTest.handshake("tls12-full");
    List<Mark.Label> labels = of(marks(ladder, 266, 400), Mark.Label.class);
    assertThat(labels).extracting(Mark.Label::text).contains(ladder.client(), ladder.server());
    assertThat(labels)
        .allSatisfy(
            label -> {
              double width = 6.0 * label.text().length();
              double left =
                  switch (label.anchor()) {
                    case START -> label.x();
                    case MIDDLE -> label.x() - width / 2;
                    case END -> label.x() - width;
                  };
              assertThat(left).isNotNegative();
              assertThat(left + width).isLessThanOrEqualTo(266);
            });
  }

  @Test
  void noWordIsLeftOutAtTheWholeHeightHoweverNarrowItIs() throws Exception {
    for (String sample : List.of("tls12-full", "tls-hello-retry", "tls13-full")) {
      Ladder ladder = LadderTest.handshake(sample);
      for (double width : new double[] {260, 340, WIDTH}) {
        LadderLayout layout = layout(ladder);
        double height = layout.wholeHeight(width);
        List<Mark> marks = layout.marks(0, 0, width, height);
        String all = String.join(" ", texts(marks)).replaceAll("10\\.77\\S*", "");
        assertThat(all).as("%s at %s", sample, width).doesNotContain("…");
        assertThat(of(marks, Mark.Label.class))
            .allMatch(label -> label.y() > 6 && label.y() < height - 6);
      }
    }
  }

  @Test
  void theWholeHeightGrowsWithTheText() throws Exception {
    Ladder ladder = LadderTest.handshake("tls12-full");
    assertThat(layout(ladder).scaled(2).wholeHeight(2 * WIDTH))
        .isGreaterThanOrEqualTo(2 * LadderLayout.leastHeight(ladder));
  }

  @Test
  void nothingLeavesItsPlaceHoweverNarrowItIs() throws Exception {
    for (double width : new double[] {240, WIDTH, 1400}) {
      Ladder ladder = LadderTest.handshake("tls-hello-retry");
      double height = LadderLayout.leastHeight(ladder);
      for (Mark.Label label : of(marks(ladder, width, height), Mark.Label.class)) {
        double wide = METER.width(label.text(), label.style());
        double from =
            switch (label.anchor()) {
              case START -> label.x();
              case MIDDLE -> label.x() - wide / 2;
              case END -> label.x() - wide;
            };
        assertThat(label.y()).isBetween(6.0, height - 6);
        if (width >= WIDTH) {
          assertThat(from).as(label.text()).isGreaterThanOrEqualTo(0);
          assertThat(from + wide).as(label.text()).isLessThanOrEqualTo(width);
        }
      }
    }
  }

  @Test
  void theFirstRungIsAtZero() throws Exception {
    assertThat(texts(marks(LadderTest.handshake("tls13-full"), WIDTH, 400)))
        .contains("0 ms")
        .anyMatch(text -> text.startsWith("ClientHello · ") && text.endsWith(" B"))
        .anyMatch(text -> text.endsWith("round trip 1"));
  }

  private static List<Mark> marks(Ladder ladder, double width, double height) {
    return layout(ladder).marks(0, 0, width, height);
  }

  private static LadderLayout layout(Ladder ladder) {
    return new LadderLayout(ladder, METER, wait -> wait.cause().id(), bytes -> bytes + " B");
  }

  private static List<String> texts(List<Mark> marks) {
    return of(marks, Mark.Label.class).stream().map(Mark.Label::text).toList();
  }

  private static <M extends Mark> List<M> of(List<Mark> marks, Class<M> type) {
    return marks.stream()
        .flatMap(mark -> type.isInstance(mark) ? Stream.of(type.cast(mark)) : Stream.empty())
        .toList();
  }
}
