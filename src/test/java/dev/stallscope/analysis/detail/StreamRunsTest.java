package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamRunsTest {
  @Test
  void everyByteOfAnAnswerStandsInItsRow() throws IOException {
    int answers = 0;
    for (Path sample : SampleCaptures.samples()) {
      try (OpenCapture open = OpenedScript.of(sample)) {
        for (int id = 0; id < open.analysis().measurements().connectionCount(); id++) {
          StreamRuns runs = StreamRuns.of(open, id);
          for (StreamRuns.Row row : runs.rows()) {
            Exchange exchange = exchange(open, row);
            if (isRead(exchange)) {
              Message answer = exchange.response().orElseThrow();
              long wire = answer.span().wireBytes();
              assertThat(row.bytes()).as("%s", exchange).isBetween(wire - missing(answer), wire);
              assertThat(sum(runs, row)).isEqualTo(row.bytes());
              assertThat(runs.packet(row.from()))
                  .isBetween(answer.span().firstPacket(), answer.span().lastPacket());
              answers++;
            }
          }
        }
      }
    }
    assertThat(answers).isGreaterThan(300);
  }

  @Test
  void streamsOfOneConnectionTakeTurns() throws IOException {
    try (OpenCapture open = OpenedScript.sample("http2-concurrent-calls")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      assertThat(runs.rows().stream().filter(row -> row.to() > row.from()).count())
          .isGreaterThan(5);
    }
  }

  @Test
  void pingsAreAskedOnTheConnectionItself() throws IOException {
    try (OpenCapture open = OpenedScript.sample("grpc-healthy")) {
      StreamRuns.Pings pings = StreamRuns.of(open, 0).pings();
      assertThat(pings.answered()).isPositive();
      assertThat(pings.leastNanos()).isPositive();
      assertThat(pings.mostNanos()).isGreaterThanOrEqualTo(pings.leastNanos());
    }
  }

  @Test
  void bytesBehindAHoleAreThereBeforeTheyCanBeUsed() throws IOException {
    try (OpenCapture open = OpenedScript.sample("http2-head-of-line")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      List<StreamRuns.Row> held =
          runs.rows().stream()
              .filter(row -> longestWait(runs, row) > 10 * Nanos.PER_MILLI)
              .toList();
      assertThat(held).hasSize(4);
      assertThat(held.stream().mapToLong(row -> longestWait(runs, row)).max().orElseThrow())
          .isBetween(30 * Nanos.PER_MILLI, 60 * Nanos.PER_MILLI);
    }
  }

  @Test
  void answersOfHttp1FollowEachOther() throws IOException {
    try (OpenCapture open = OpenedScript.sample("keep-alive")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      long last = Long.MIN_VALUE;
      for (StreamRuns.Row row : runs.rows()) {
        assertThat(row.to()).isGreaterThan(row.from());
        assertThat(runs.arrivedNanos(row.from())).isGreaterThan(last);
        last = runs.arrivedNanos(row.to() - 1);
      }
    }
  }

  @Test
  void waitsForCreditStandInTheRowThatTheyHeldUp() throws IOException {
    try (OpenCapture open = OpenedScript.sample("http2-flow-control")) {
      StreamRuns runs = StreamRuns.of(open, 0);
      assertThat(runs.rows().stream().filter(row -> !row.creditWaits().isEmpty())).isNotEmpty();
    }
  }

  @Test
  void streamsOverDatagramsAreReadWithTheKeysThatTheCaptureWasOpenedWith() throws IOException {
    Path capture = Path.of("../shared/captures/made/q.pcap");
    assumeTrue(Files.exists(capture), "other people's captures are not here");
    KeySource keys = KeySource.read(Path.of("../shared/captures/made/q.keys"));
    try (OpenCapture open =
        CaptureOpening.openWhole(List.of(capture), List.of(keys), AnalysisProgress.NONE)) {
      StreamRuns runs = StreamRuns.of(open, 0);
      assertThat(runs.rows()).hasSize(1);
      Message answer = exchange(open, runs.rows().getFirst()).response().orElseThrow();
      assertThat(runs.rows().getFirst().bytes()).isEqualTo(answer.span().wireBytes());
      assertThat(runs.arrivedNanos(0)).isEqualTo(answer.span().firstNanos());
    }
  }

  @Test
  void memoryEndsAtALimit() throws IOException {
    try (OpenCapture open = OpenedScript.sample("large-response")) {
      int all = StreamRuns.of(open, 0).size();
      StreamRuns cut = StreamRuns.of(open, 0, all - 1);
      assertThat(cut.size()).isEqualTo(all - 1);
      assertThat(cut.isCut()).isTrue();
      assertThat(StreamRuns.of(open, 0, all).isCut()).isFalse();
    }
  }

  private static boolean isRead(Exchange exchange) {
    return exchange.confidence() == 1
        && exchange
            .response()
            .filter(Message::isComplete)
            .filter(answer -> answer.content().carrier() instanceof HttpResponse)
            .filter(answer -> answer.span().startOffset() >= 0)
            .isPresent();
  }

  /** Bytes of a body that the capture does not hold; those that it cut off have their time. */
  private static long missing(Message answer) {
    return answer.content().carrier() instanceof HttpResponse http ? http.body().missingBytes() : 0;
  }

  private static Exchange exchange(OpenCapture open, StreamRuns.Row row) {
    return open.analysis().measurements().exchanges().get(row.exchange());
  }

  private static long sum(StreamRuns runs, StreamRuns.Row row) {
    return numbers(row).map(i -> runs.bytes((int) i)).sum();
  }

  private static long longestWait(StreamRuns runs, StreamRuns.Row row) {
    return numbers(row)
        .map(i -> runs.deliveredNanos((int) i) - runs.arrivedNanos((int) i))
        .max()
        .orElse(0);
  }

  private static LongStream numbers(StreamRuns.Row row) {
    return IntStream.range(row.from(), row.to()).asLongStream();
  }
}
