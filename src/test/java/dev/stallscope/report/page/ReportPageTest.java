package dev.stallscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.measure.StallCause;
import dev.stallscope.report.Labels;
import dev.stallscope.report.picture.PictureMeter;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPageTest {
  private static final TextMeter LETTERS = (text, _) -> text.length();
  private static final TextMeter METER = new PictureMeter();

  /** 16:9, 4:3 and a wide screen, in logical pixels. */
  private static final double[][] SIZES = {{1280, 720}, {1280, 960}, {1720, 720}};

  /** Letters are not as high as their line. */
  private static final double LETTER_HEIGHT = 0.9;

  static Stream<Path> samples() {
    return SampleCaptures.samples().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void textIsNeitherCutNorCovered(Path sample) throws IOException {
    try (OpenCapture capture = open(sample)) {
      for (Story story : stories(capture)) {
        for (double[] size : SIZES) {
          List<Mark> marks = ReportPage.marks(story, METER, size[0], size[1]);
          check(labels(marks), size[0], size[1]);
        }
      }
    }
  }

  @Test
  void whatHappenedToTheCaptureIsProvedByThePacketsAroundIt() throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("clock-step"))) {
      Story story = Story.costliest(capture, Labels.REDACTED);
      List<String> texts =
          labels(ReportPage.marks(story, METER, 1280, 720)).stream().map(Mark.Label::text).toList();
      assertThat(texts).contains("WHAT HAPPENED", "64", "65", "66", "-398 ms");
    }
  }

  @Test
  void whatHappenedToTheCaptureMakesNoExchangeSlow() throws IOException {
    assertThat(page("one-sided"))
        .extracting(Mark.Label::text)
        .contains("WHAT HAPPENED", "Who takes the capture", "0 s", "14")
        .noneMatch(text -> text.startsWith("Where the ") || text.startsWith("transfer "));
  }

  @Test
  void aCaptureOfWhichNothingCouldBeReadIsShownByItsBusiestConnection(@TempDir Path folder)
      throws IOException {
    Path file =
        CaptureScript.parse(
                """
                small: client 0ms  data 0..20
                small: server 30ms data 0..20
                large: client 10ms data 0..40
                large: server 50ms data 0..4000 every 1ms
                large: client 60ms ACK 4000
                """)
            .writeTo(folder.resolve("unread.pcap"));
    try (OpenCapture capture = open(file)) {
      List<Mark.Label> labels =
          labels(ReportPage.marks(Story.costliest(capture, Labels.REDACTED), METER, 1280, 720));
      assertThat(headline(labels)).isEqualTo("No lookup or request could be read in this capture");
      assertThat(labels).extracting(Mark.Label::text).contains("in flight", "4 kB");
    }
  }

  @Test
  void ofALongNameOnlyTheNameIsCutInTheSubtitle() throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("https-turns"))) {
      Story story = Story.costliest(capture, Labels.REDACTED);
      assertThat(PageText.subtitle(story, LETTERS, 1000))
          .isEqualTo(
              "Where the 642 ms of encrypted request (155 B) to workshop.test went"
                  + " · 10.77.0.2:443");
      assertThat(PageText.subtitle(story, LETTERS, 70))
          .hasSizeLessThanOrEqualTo(70)
          .startsWith("Where the 642 ms of encrypted request (155 B)")
          .endsWith("… went · 10.77.0.2:443");
    }
  }

  private static List<Story> stories(OpenCapture capture) {
    List<Story> stories = new ArrayList<>();
    stories.add(new Story(capture, Optional.empty(), Labels.REDACTED));
    for (Finding finding : capture.analysis().findings()) {
      stories.add(new Story(capture, Optional.of(finding), Labels.REDACTED));
    }
    return stories;
  }

  private static void check(List<Mark.Label> labels, double width, double height) {
    Rectangle2D page = new Rectangle2D.Double(0, 0, width, height);
    for (int i = 0; i < labels.size(); i++) {
      Rectangle2D box = box(labels.get(i));
      assertThat(page.contains(box)).as("%s is on the page", labels.get(i)).isTrue();
      for (Mark.Label other : labels.subList(0, i)) {
        assertThat(box.intersects(box(other))).as("%s covers %s", labels.get(i), other).isFalse();
      }
    }
  }

  private static Rectangle2D box(Mark.Label label) {
    double width = METER.width(label.text().stripTrailing(), label.style());
    double height = label.style().size() * LETTER_HEIGHT;
    double left =
        switch (label.anchor()) {
          case START -> label.x();
          case MIDDLE -> label.x() - width / 2;
          case END -> label.x() - width;
        };
    return new Rectangle2D.Double(left, label.y() - height / 2, width, height);
  }

  @Test
  void tellsTheTimeInTheColourOfLostTime() throws IOException {
    List<Mark.Label> labels = page("slow-reader");
    assertThat(headline(labels)).isEqualTo("The client program stopped reading for 2.41\u00a0s");
    assertThat(labels)
        .filteredOn(label -> label.style() == TextStyle.HEADLINE && label.tone() == Tone.STALL)
        .extracting(Mark.Label::text)
        .containsExactly("2.41\u00a0s");
    assertThat(labels)
        .extracting(Mark.Label::text)
        .contains("WHO HAS TO ACT", "The client application", "WHAT TO DO", "PROOF")
        .contains("receive buffer full · not read 2.41 s");
  }

  @Test
  void provesWhatHappenedToAStreamByItsWindowGraph() throws IOException {
    assertThat(page("slow-reader"))
        .extracting(Mark.Label::text)
        .contains("receive window", "in flight", "receive buffer full · not read · 2.41 s");
  }

  @Test
  void provesWhatHappenedToAStreamOverQuicByItsPackets() throws IOException {
    assertThat(page("quic-loss"))
        .extracting(Mark.Label::text)
        .contains("packets by their numbers", "in flight");
  }

  @Test
  void marksNoOtherTroubleInTheGraph() throws IOException {
    assertThat(page("congestion-window-limited"))
        .extracting(Mark.Label::text)
        .anyMatch(text -> text.startsWith("packet loss · "))
        .noneMatch(text -> text.startsWith("congestion window too small · "));
  }

  @Test
  void allTimeThatAFindingClaimsIsLostInTheAccount() throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("congestion-window-limited"))) {
      Story story =
          stories(capture).stream()
              .filter(one -> one.trouble().equals("packet loss"))
              .findFirst()
              .orElseThrow();
      assertThat(story.troubles())
          .contains(StallCause.PACKET_LOSS, StallCause.CONGESTION_WINDOW_LIMITED);
      assertThat(story.isTold(StallCause.CONGESTION_WINDOW_LIMITED)).isTrue();
    }
  }

  @Test
  void provesCallsThatWaitedForEachOtherByAllOfThem() throws IOException {
    assertThat(page("http2-stream-limit"))
        .extracting(Mark.Label::text)
        .contains("All 13 calls, one below another", "waited for a stream 1.19 s")
        .doesNotContain("client");
  }

  @Test
  void neverCutsTheFirstAdvice() throws IOException {
    for (Path sample : SampleCaptures.samples()) {
      try (OpenCapture capture = open(sample)) {
        for (Story story : stories(capture)) {
          String advice =
              story
                  .finding()
                  .flatMap(told -> told.advice().stream().findFirst())
                  .map(first -> first.replace("`", ""))
                  .orElse("");
          String written =
              labels(ReportPage.marks(story, METER, 1280, 720)).stream()
                  .filter(label -> label.style() == TextStyle.READING)
                  .map(Mark.Label::text)
                  .collect(Collectors.joining(" "));
          assertThat(written.replace(" ", "")).contains(advice.replace(" ", ""));
        }
      }
    }
  }

  @Test
  void alwaysSaysWhichPacketsProveItAndHowSureThatIs() throws IOException {
    for (Path sample : SampleCaptures.samples()) {
      try (OpenCapture capture = open(sample)) {
        for (Story story : stories(capture)) {
          List<Finding> told = story.finding().stream().toList();
          List<String> texts =
              labels(ReportPage.marks(story, METER, 1280, 720)).stream()
                  .map(Mark.Label::text)
                  .toList();
          assertThat(told)
              .as("%s", sample)
              .allSatisfy(_ -> assertThat(texts).contains("How sure"))
              .filteredOn(finding -> !finding.packets().isEmpty())
              .allSatisfy(_ -> assertThat(texts).containsAnyOf("Packet", "Packets"));
        }
      }
    }
  }

  @Test
  void whatIsToBeKnownCountsForMoreThanWhatCouldNotBeJudged() throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("polling-unchanged"))) {
      Story story = Story.costliest(capture, Labels.REDACTED);
      assertThat(side(story, 400)).contains("DNS", "HTTP").anyMatch(ReportPageTest::isPolled);
      assertThat(side(story, 170)).contains("HTTP").anyMatch(ReportPageTest::isPolled);
      assertThat(side(story, 170)).doesNotContain("DNS", "TLS", "QUIC");
    }
  }

  private static boolean isPolled(String text) {
    return text.startsWith("GET /status was polled every");
  }

  /** What stands beside the proof where there is so much height. */
  private static List<String> side(Story story, double height) {
    List<Mark> marks = new ArrayList<>();
    new SideColumn(story, new Column(new Frame(0, 0, 430, height), METER, marks)).write();
    return labels(marks).stream().map(Mark.Label::text).toList();
  }

  @Test
  void theSubtitleDoesNotRepeatTheTimeThatTheHeadlineTells() throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("tls-unknown-authority"))) {
      Story story = Story.costliest(capture, Labels.REDACTED);
      assertThat(PageText.subtitle(story, LETTERS, 1000))
          .isEqualTo("Where the 42.1 ms of TLS handshake with workshop.test went · 10.77.0.2:443");
    }
  }

  @Test
  void saysHowManyOfTheExchangesHaveARow() throws IOException {
    assertThat(page("retry-storm")).extracting(Mark.Label::text).contains("9 of 16 exchanges");
    assertThat(page("slow-server"))
        .extracting(Mark.Label::text)
        .noneMatch(text -> text.endsWith(" exchanges"));
  }

  @Test
  void marksNoOtherTroubleInTheRowsThanTheOneItTellsOf() throws IOException {
    assertThat(page("queued-in-pool"))
        .extracting(Mark.Label::text)
        .contains("queued in a pool 976 ms")
        .doesNotContain("slow server");
  }

  @Test
  void provesALookupByItsLadder() throws IOException {
    assertThat(page("dns-slow"))
        .extracting(Mark.Label::text)
        .contains("A workshop.test", "A 1 record")
        .doesNotContain("receive window");
  }

  @Test
  void addsTheTimeToATitleThatNamesNone() throws IOException {
    assertThat(headline(page("redirect-chain")))
        .matches("4 redirects before the answer to GET /hop/4: \\d+\u00a0ms lost together");
  }

  @Test
  void saysWhatWasCheckedWhereNothingWasFound() throws IOException {
    List<Mark.Label> labels = page("healthy-page");
    assertThat(headline(labels)).isEqualTo("Nothing here costs noticeable time");
    assertThat(labels)
        .extracting(Mark.Label::text)
        .contains("WHAT WAS CHECKED")
        .anyMatch(text -> text.matches("\\d+ troubles looked for, none of them found"));
    assertThat(labels).extracting(Mark.Label::tone).doesNotContain(Tone.STALL);
  }

  @Test
  void aStatusHasTheRoomThatTheLabelLeaves() throws IOException {
    assertThat(page("tls-handshake-failure"))
        .extracting(Mark.Label::text)
        .contains("TLS handshake with workshop.test", "protocol_version");
  }

  private static List<Mark.Label> page(String sample) throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file(sample))) {
      return labels(ReportPage.marks(Story.costliest(capture, Labels.REDACTED), METER, 1280, 720));
    }
  }

  private static String headline(List<Mark.Label> labels) {
    StringBuilder text = new StringBuilder();
    labels.stream()
        .filter(label -> label.style() == TextStyle.HEADLINE)
        .forEach(label -> text.append(label.text()));
    return text.toString();
  }

  private static List<Mark.Label> labels(List<Mark> marks) {
    return marks.stream()
        .filter(Mark.Label.class::isInstance)
        .map(Mark.Label.class::cast)
        .filter(label -> !label.text().isBlank())
        .toList();
  }

  private static OpenCapture open(Path file) throws IOException {
    return CaptureOpening.openWhole(List.of(file), List.of(), AnalysisProgress.NONE);
  }
}
