package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server's wait is told as long as it is, and what the probe does itself is short. Other programs
 * on this machine lengthen the times, so that the best quarter of several runs is looked at; the
 * medians are the benchmark's.
 */
class KnownDelaysTest {
  private static final int RUNS = 15;
  private static final Duration DELAY = Duration.ofMillis(60);
  private static final long TOLERANCE_NANOS = Nanos.ofMillis(3);
  private static final long MOST_OWN_NANOS = Nanos.ofMillis(2);

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
    for (RunKind kind : List.of(RunKind.COLD, RunKind.WARM)) {
      long error =
          quartile(
              runs,
              kind,
              hop -> Math.abs(hop.phases().durationNanos(Phase.WAIT) - DELAY.toNanos()));
      long own = quartile(runs, kind, hop -> hop.phases().durationNanos(Phase.BLOCKED));
      assertThat(error).as("%s", kind).isLessThan(TOLERANCE_NANOS);
      assertThat(own).as("%s", kind).isLessThan(MOST_OWN_NANOS);
    }
  }

  private static long quartile(List<ProbeRun> runs, RunKind kind, ToLongFunction<ProbeHop> time) {
    return runs.stream()
        .filter(run -> run.plan().kind() == kind)
        .map(ProbeRun::last)
        .mapToLong(time)
        .sorted()
        .skip(RUNS / 4)
        .findFirst()
        .orElseThrow();
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
