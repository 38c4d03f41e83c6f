package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.ReadingProgress;
import dev.stallscope.capture.SecretsRemoval;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.TransportListener.Sent;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramSeriesTest {
  private static final String LOSSY = "http3-page-with-loss";
  private static final Direction SENDER = Direction.SERVER_TO_CLIENT;

  @TempDir Path folder;

  @Test
  void packetsStandByTheirNumbersAndAnswersBelowThem() throws IOException {
    try (OpenCapture open = OpenedScript.sample(LOSSY)) {
      ConnectionSeries series = ConnectionSeries.of(open, 0, Direction.SERVER_TO_CLIENT);
      assertThat(series.numbers()).isEqualTo(ConnectionSeries.Numbers.PACKETS);
      TimedRanges sent = series.segments();
      assertThat(sent.size()).isGreaterThan(20);
      assertThat(IntStream.range(0, sent.size()).mapToLong(sent::low).distinct().count())
          .isEqualTo(sent.size());
      TimedRanges answers = series.acknowledgments();
      assertThat(answers.size()).isPositive();
      long highest = IntStream.range(0, sent.size()).mapToLong(sent::high).max().orElseThrow();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.low(i)).isLessThanOrEqualTo(highest);
        assertThat(i == 0 || answers.low(i) > answers.low(i - 1)).isTrue();
      }
    }
  }

  @Test
  void whatWasLostIsMarkedAndNoLongerInFlight() throws IOException {
    try (OpenCapture open = OpenedScript.sample(LOSSY)) {
      DatagramSeries fed = fed(open);
      for (long number = 0; number < 6; number++) {
        fed.sent(SENDER, new Sent(number, 1000, true, false, number, (int) number));
      }
      fed.acknowledged(SENDER, 3, 5, 10, 6);
      fed.acknowledged(SENDER, 0, 0, 10, 6);
      fed.lost(SENDER, 1);
      fed.lost(SENDER.reverse(), 2);
      fed.acknowledged(SENDER, 2, 2, 20, 7);
      ConnectionSeries series = fed.finish();
      assertThat(kinds(series)).containsExactly("0", "1 lost", "2", "3", "4", "5");
      TimedRanges flight = series.flight();
      assertThat(flight.low(flight.size() - 1)).isZero();
      assertThat(series.acknowledgments().size()).isEqualTo(1);
      assertThat(series.acknowledgments().low(0)).isEqualTo(6);
    }
  }

  @Test
  void aNumberIsMissingThatWasNeitherCapturedNorAnsweredThoughLaterOnesWere() throws IOException {
    try (OpenCapture open = OpenedScript.sample(LOSSY)) {
      DatagramSeries fed = fed(open);
      // 2 was lost on its way, 3 overtaken, 5 received and not captured; of 11 nothing is known
      for (long number : new long[] {0, 1, 4, 3, 6, 7, 8, 9, 10, 12}) {
        fed.sent(SENDER, new Sent(number, 1000, true, false, number, (int) number));
      }
      fed.acknowledged(SENDER, 3, 12, 20, 20);
      fed.acknowledged(SENDER, 0, 1, 20, 20);
      fed.sent(SENDER, new Sent(14, 1000, true, false, 30, 21));
      assertThat(kinds(fed.finish()))
          .containsExactly("0", "1", "2 missing", "4", "3", "6", "7", "8", "9", "10", "12", "14");
    }
  }

  @Test
  void permissionIsWhatIsInFlightAndWhatMayFollow() throws IOException {
    try (OpenCapture open = OpenedScript.sample(LOSSY)) {
      DatagramSeries fed = fed(open);
      fed.progress(SENDER, 900);
      fed.sent(SENDER, new Sent(0, 1000, true, false, 1, 0));
      fed.allowed(SENDER, 5000, 2, 1);
      TimedRanges flight = fed.finish().flight();
      assertThat(flight.high(0)).isEqualTo(-1);
      assertThat(flight.high(1)).isEqualTo(1000 + 5000 - 900);
    }
  }

  @Test
  void theLimitOfTheHandshakeStandsFromTheBeginning() throws IOException {
    try (OpenCapture open = OpenedScript.sample(LOSSY)) {
      TimedRanges flight = ConnectionSeries.of(open, 0, SENDER).flight();
      assertThat(flight.high(0)).isPositive();
    }
  }

  @Test
  void whatIsInFlightWasSentAndNeverLessThanNothing() throws IOException {
    try (OpenCapture open = OpenedScript.sample(LOSSY)) {
      ConnectionSeries series = ConnectionSeries.of(open, 0, Direction.SERVER_TO_CLIENT);
      TimedRanges flight = series.flight();
      long most = IntStream.range(0, flight.size()).mapToLong(flight::low).max().orElseThrow();
      assertThat(most)
          .isBetween(
              2_000L, open.analysis().measurements().datagramConnection(0).fromServer().bytes());
      for (int i = 0; i < flight.size(); i++) {
        assertThat(flight.low(i)).isNotNegative();
        assertThat(flight.high(i) == -1 || flight.high(i) >= flight.low(i)).isTrue();
      }
    }
  }

  @Test
  void withoutKeysTheBytesOfDatagramsAreCounted() throws IOException {
    Path bare = folder.resolve("bare.pcapng");
    SecretsRemoval.strip(SampleCaptures.file(LOSSY), bare, ReadingProgress.SILENT);
    try (OpenCapture open = OpenedScript.of(bare)) {
      ConnectionSeries series = ConnectionSeries.of(open, 0, Direction.SERVER_TO_CLIENT);
      assertThat(series.numbers()).isEqualTo(ConnectionSeries.Numbers.DATAGRAM_BYTES);
      TimedRanges sent = series.segments();
      assertThat(sent.high(sent.size() - 1))
          .isEqualTo(open.analysis().measurements().datagramConnection(0).fromServer().bytes());
      assertThat(series.acknowledgments().size()).isZero();
      assertThat(series.flight().size()).isZero();
    }
  }

  private static DatagramSeries fed(OpenCapture open) {
    return new DatagramSeries(
        SENDER,
        new ConnectionSeries(open, 0, SENDER, ConnectionSeries.Numbers.PACKETS, 0, List.of()),
        new ConnectionSeries(
            open, 0, SENDER, ConnectionSeries.Numbers.DATAGRAM_BYTES, 0, List.of()));
  }

  private static List<String> kinds(ConnectionSeries series) {
    return IntStream.range(0, series.segments().size())
        .mapToObj(
            i ->
                series.segments().low(i)
                    + (series.marks(i).has(SegmentEvent.LOST) ? " lost" : "")
                    + (series.marks(i).has(SegmentEvent.LOST_SEGMENT) ? " missing" : ""))
        .toList();
  }
}
