package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.measure.Download;
import dev.stallscope.measure.Measurements;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DownloadMeterTest {
  @Test
  void theReaderThatStoppedIsAGapBetweenTwoParts() throws Exception {
    Measurements measured = measured("slow-reader");
    Exchange answer = request(measured);
    Download download = measured.download(answer).orElseThrow();
    long[] arrived =
        IntStream.rangeClosed(1, Download.PARTS).mapToLong(download::arrivedNanos).toArray();
    assertThat(arrived).isSorted();
    assertThat(arrived[0]).isGreaterThanOrEqualTo(start(answer));
    assertThat(arrived[Download.PARTS - 1]).isLessThanOrEqualTo(answer.span().endNanos());
    long longest =
        LongStream.range(1, Download.PARTS)
            .map(part -> arrived[(int) part] - arrived[(int) part - 1])
            .max()
            .orElseThrow();
    assertThat(longest).isGreaterThan(2 * Nanos.PER_SECOND);
  }

  @Test
  void whatWasSentAgainIsCountedOnce() throws Exception {
    Measurements measured = measured("packet-loss");
    Exchange answer = request(measured);
    Download download = measured.download(answer).orElseThrow();
    assertThat(download.arrivedNanos(Download.PARTS)).isLessThanOrEqualTo(answer.span().endNanos());
    assertThat(download.arrivedNanos(1)).isGreaterThanOrEqualTo(start(answer));
  }

  @Test
  void anAnswerOfOneSegmentHasNoProgress() throws Exception {
    Measurements measured = measured("slow-server");
    assertThat(measured.exchanges()).allMatch(one -> measured.download(one).isEmpty());
  }

  private static long start(Exchange answer) {
    return answer.phases().span(Phase.RECEIVE).orElseThrow().startNanos();
  }

  private static Exchange request(Measurements measured) {
    return measured.exchanges().stream()
        .filter(one -> measured.download(one).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static Measurements measured(String sample) throws Exception {
    return Analyzer.analyze(List.of(SampleCaptures.file(sample)), AnalysisProgress.NONE)
        .measurements();
  }
}
