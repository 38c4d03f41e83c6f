package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server's delay is found again where it was spent: its answer cannot begin sooner after the
 * request was begun, however slow this machine is. That nothing is added to it is measured by the
 * benchmark, since other programs lengthen times.
 */
class KnownDelaysTest {
  private static final int RUNS = 2;
  private static final Duration DELAY = Duration.ofMillis(60);

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, false", "HTTP_1_1, true", "HTTP_2, false", "HTTP_2, true"})
  void overTcpTheWaitIsMeasuredBack(HttpChoice version, boolean isTls) throws IOException {
    try (MockWebServer server = server(version, isTls)) {
      isMeasuredBack(runs(version, isTls ? "https" : "http", server.getPort()));
    }
  }

  @Test
  void inHttp3TheWaitIsMeasuredBack() {
    try (LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "hello", DELAY)) {
      isMeasuredBack(runs(HttpChoice.HTTP_3, "https", server.port()));
    }
  }

  private static void isMeasuredBack(List<ProbeRun> runs) {
    assertThat(runs)
        .extracting(run -> run.plan().kind())
        .containsOnly(RunKind.COLD, RunKind.WARM)
        .hasSize(2 * RUNS);
    assertThat(runs)
        .extracting(run -> run.last().phases())
        .allSatisfy(
            phases ->
                assertThat(phases.durationNanos(Phase.SEND) + phases.durationNanos(Phase.WAIT))
                    .isGreaterThanOrEqualTo(DELAY.toNanos()));
  }

  private List<ProbeRun> runs(HttpChoice version, String scheme, int port) {
    ProbePlan plan =
        ProbePlan.of(scheme + "://127.0.0.1:" + port + "/")
            .versions(List.of(version))
            .runs(RUNS, true, false)
            .trusted(List.of(certificate.certificate()))
            .build();
    return new UrlProbe(plan, ProbeObserver.SILENT).run().runs();
  }

  private MockWebServer server(HttpChoice version, boolean isTls) throws IOException {
    return isTls
        ? DelayedServer.secure(new MockWebServer(), certificate, DELAY)
        : DelayedServer.plain(new MockWebServer(), version, DELAY);
  }
}
