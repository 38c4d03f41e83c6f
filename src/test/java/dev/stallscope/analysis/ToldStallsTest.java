package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.Stall;
import dev.stallscope.measure.StallCause;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToldStallsTest {
  static List<Path> samples() {
    return SampleCaptures.samples();
  }

  @Test
  void areThoseOfTheCauseThatAFindingNames() throws IOException {
    assertThat(told("slow-server"))
        .hasSize(4)
        .extracting(Stall::cause)
        .containsOnly(StallCause.SLOW_SERVER_RESPONSE);
  }

  @Test
  void areThoseInTheTimeThatAFindingOfAnotherNameClaims() throws IOException {
    assertThat(told("http2-flow-control"))
        .extracting(Stall::cause)
        .contains(StallCause.STREAM_FLOW_CONTROL);
  }

  @Test
  void areThoseOfAFailureThatCostNoTime() throws IOException {
    assertThat(told("dns-servfail")).extracting(Stall::cause).containsOnly(StallCause.DNS_ERROR);
  }

  @Test
  void leaveOutTheWaitsForAServerWhereThePoolIsToBlame() throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file("queued-in-pool"))) {
      assertThat(capture.analysis().measurements().stalls()).hasSize(30);
      assertThat(capture.analysis().toldStalls()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void areNoneWhereNothingIsFound(Path sample) throws IOException {
    try (OpenCapture capture = open(sample)) {
      boolean isHealthy =
          capture.analysis().findings().stream()
              .allMatch(finding -> finding.severity() == Severity.INFO);
      if (isHealthy) {
        assertThat(capture.analysis().toldStalls()).isEmpty();
      }
    }
  }

  private static List<Stall> told(String sample) throws IOException {
    try (OpenCapture capture = open(SampleCaptures.file(sample))) {
      return capture.analysis().toldStalls();
    }
  }

  private static OpenCapture open(Path file) throws IOException {
    return CaptureOpening.openWhole(List.of(file), List.of(), AnalysisProgress.NONE);
  }
}
