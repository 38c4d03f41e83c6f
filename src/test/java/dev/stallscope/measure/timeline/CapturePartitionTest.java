package dev.stallscope.measure.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.capture.NoCaptureException;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every nanosecond of every exchange of every capture at hand has one owner. */
class CapturePartitionTest {
  /** The share of stall time that no rule may leave without a cause. */
  private static final double MOST_UNDETERMINED = 0.05;

  @Test
  void samplesArePartitionedAndHardlyAnyStallIsWithoutCause() throws IOException {
    long stalled = 0;
    long undetermined = 0;
    for (Path capture : SampleCaptures.samples()) {
      Measurements measurements = analyzed(capture).measurements();
      assertPartitioned(measurements);
      stalled += measurements.stalls().stream().mapToLong(stall -> stall.durationNanos()).sum();
      for (Exchange exchange : measurements.exchanges()) {
        undetermined += measurements.account(exchange).durationNanos(StallCause.UNDETERMINED);
      }
    }
    assertThat(undetermined).isLessThanOrEqualTo((long) (MOST_UNDETERMINED * stalled));
  }

  @Test
  void capturesOfOthersArePartitioned() throws IOException {
    for (Path capture : SampleCaptures.allOpen()) {
      Measurements measurements;
      try {
        measurements = analyzed(capture).measurements();
      } catch (NoCaptureException e) {
        continue;
      }
      assertPartitioned(measurements);
    }
  }

  private static Analysis analyzed(Path capture) throws IOException {
    return Analyzer.analyze(List.of(capture), AnalysisProgress.NONE);
  }

  private static void assertPartitioned(Measurements measurements) {
    for (ConnectionFacts facts : measurements.facts()) {
      List<CauseInterval> line = facts.timeline();
      if (!line.isEmpty()) {
        TimePartitionTest.assertPartition(
            line,
            measurements.connections().get(facts.connection()).startNanos(),
            measurements.connections().get(facts.connection()).endNanos());
      }
    }
    for (Exchange exchange : measurements.exchanges()) {
      TimePartitionTest.assertPartition(
          measurements.account(exchange).intervals(),
          exchange.span().startNanos(),
          exchange.span().endNanos());
    }
  }
}
