package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LostTimesTest {
  static List<Path> samples() {
    return SampleCaptures.samples();
  }

  @Test
  void areWhatAFindingClaimsOfEachExchange() throws IOException {
    assertThat(analysis("slow-server").lostTimes().all())
        .hasSize(4)
        .allMatch(lost -> lost.durationNanos() > 600_000_000)
        .extracting(LostTime::rule)
        .containsOnly("slow-server-response");
  }

  @Test
  void areThereForFindingsThatNoAccountOfTimeHasACauseFor() throws IOException {
    Analysis analysis = analysis("http2-head-of-line");
    assertThat(analysis.lostTimes().ofConnection(0))
        .hasSize(3)
        .allMatch(lost -> lost.rule().equals("http2-head-of-line"));
  }

  @Test
  void whoWaitedForSetUpLostWhatTheSetUpDid() throws IOException {
    Analysis analysis = analysis("no-keep-alive");
    LostTime ofSetUp = analysis.lostTimes().all().getFirst();
    Exchange setUp = analysis.measurements().exchanges().get(ofSetUp.exchange());
    assertThat(setUp.isPartOfParent()).isTrue();
    assertThat(analysis.lostTimes().ofExchange(setUp.parent())).contains(ofSetUp);
  }

  @Test
  void callsThatQueuedTogetherLostTheTimeUntilTheyBegan() throws IOException {
    Analysis analysis = analysis("queued-in-pool");
    List<LostTime> together =
        analysis.lostTimes().all().stream().filter(lost -> lost.exchange() < 0).toList();
    assertThat(together).hasSize(1);
    long start = together.getFirst().startNanos();
    for (Exchange call : analysis.measurements().exchanges()) {
      for (LostTime lost : analysis.lostTimes().ofExchange(call.id())) {
        assertThat(lost)
            .extracting(LostTime::startNanos, LostTime::endNanos, LostTime::lostNanos)
            .containsExactly(start, call.span().startNanos(), 0L);
      }
    }
    assertThat(analysis.lostTimes().ofExchange(analysis.measurements().exchanges().getLast().id()))
        .hasSize(1);
  }

  @Test
  void theSilenceAfterHalfAnAnswerWasLostByWhoAskedForIt() throws IOException {
    Analysis analysis = analysis("connection-reset");
    Exchange asked = analysis.measurements().exchanges().getLast();
    assertThat(analysis.lostTimes().ofExchange(asked.id()))
        .extracting(LostTime::rule)
        .containsExactly("connection-reset");
    assertThat(analysis.lostTimes().all().getFirst().startNanos())
        .isGreaterThanOrEqualTo(asked.span().endNanos());
  }

  /** What was lost together is the sum of what was charged, in every sample. */
  @ParameterizedTest
  @MethodSource("samples")
  void addUpToWhatTheFindingsLost(Path sample) throws IOException {
    Analysis analysis = Analyzer.analyze(List.of(sample), AnalysisProgress.NONE);
    long charged =
        analysis.findings().stream()
            .filter(finding -> finding.severity() != Severity.INFO)
            .mapToLong(Finding::timeLostNanos)
            .sum();
    assertThat(analysis.lostTimes().all().stream().mapToLong(LostTime::lostNanos).sum())
        .isEqualTo(charged);
  }

  private static Analysis analysis(String sample) throws IOException {
    return Analyzer.analyze(List.of(SampleCaptures.file(sample)), AnalysisProgress.NONE);
  }
}
