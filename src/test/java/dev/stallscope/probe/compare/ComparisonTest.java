package dev.stallscope.probe.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.compare.Verdict.Outcome;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void aClearDifferenceIsShownWithWhatMakesIt() {
    List<MeasuredRun> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      runs.add(run(HttpVersion.HTTP_1_1, RunKind.COLD, 60, 40 + i));
      runs.add(run(HttpVersion.HTTP_2, RunKind.COLD, 30, 40 + (i * 7) % 10));
    }
    assertThat(verdicts(runs))
        .containsExactly(
            new Verdict(
                RunKind.COLD,
                HttpVersion.HTTP_2,
                HttpVersion.HTTP_1_1,
                Nanos.ofMillis(30),
                Nanos.ofMillis(27),
                Nanos.ofMillis(33),
                30 / 104.5,
                Phase.TLS,
                Nanos.ofMillis(30),
                Outcome.DIFFERENT));
  }

  @Test
  void twoSamplesOfTheSameTimesAreNoise() {
    List<MeasuredRun> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      runs.add(run(HttpVersion.HTTP_1_1, RunKind.WARM, 0, 40 + i));
      runs.add(run(HttpVersion.HTTP_2, RunKind.WARM, 0, 41 + (i * 7) % 10));
    }
    Verdict verdict = verdicts(runs).getFirst();
    assertThat(verdict.outcome()).isEqualTo(Outcome.WITHIN_NOISE);
    assertThat(verdict.lowNanos()).isNegative();
    assertThat(verdict.highNanos()).isPositive();
  }

  @Test
  void threeRunsShowNothingHoweverFarApart() {
    List<MeasuredRun> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.add(run(HttpVersion.HTTP_1_1, RunKind.COLD, 0, 10 + i));
      runs.add(run(HttpVersion.HTTP_2, RunKind.COLD, 0, 1000 + i));
    }
    assertThat(verdicts(runs)).extracting(Verdict::outcome).containsExactly(Outcome.TOO_FEW_RUNS);
  }

  /** Four against four is 0.029 at the clearest: enough alone, not enough as one of three pairs. */
  @Test
  void theMorePairsAreTriedTheClearerEachMustBe() {
    List<MeasuredRun> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(run(HttpVersion.HTTP_1_1, RunKind.COLD, 0, 10 + i));
      runs.add(run(HttpVersion.HTTP_2, RunKind.COLD, 0, 100 + i));
    }
    assertThat(verdicts(runs)).extracting(Verdict::outcome).containsExactly(Outcome.DIFFERENT);
    for (int i = 0; i < 4; i++) {
      runs.add(run(HttpVersion.HTTP_3, RunKind.COLD, 0, 1000 + i));
    }
    assertThat(verdicts(runs)).extracting(Verdict::outcome).containsOnly(Outcome.TOO_FEW_RUNS);
  }

  @Test
  void onlyRunsThatBeganEquallyColdAreCompared() {
    List<MeasuredRun> runs =
        List.of(
            run(HttpVersion.HTTP_1_1, RunKind.COLD, 1, 1),
            run(HttpVersion.HTTP_2, RunKind.WARM, 1, 1));
    Comparison comparison = Comparison.ofRuns(runs, List.of(), OptionalLong.empty());
    assertThat(comparison.verdicts()).isEmpty();
    assertThat(comparison.hasVersions()).isTrue();
  }

  @Test
  void aVersionThatTheServerDoesNotSpeakIsMissingWithItsReason() throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      server.setProtocols(List.of(Protocol.HTTP_1_1));
      server.start(InetAddress.getByName("127.0.0.1"), 0);
      server.enqueue(new MockResponse.Builder().body("x").build());
      ProbePlan plan =
          ProbePlan.of("https://127.0.0.1:" + server.getPort() + "/")
              .versions(List.of(HttpChoice.HTTP_1_1, HttpChoice.HTTP_2))
              .insecure(true)
              .build();
      Comparison comparison =
          Comparison.of(List.of(new UrlProbe(plan, ProbeObserver.SILENT).run()));
      assertThat(comparison.hasVersions()).isFalse();
      assertThat(comparison.missing()).hasSize(1);
      assertThat(comparison.missing().getFirst().version()).isEqualTo(HttpChoice.HTTP_2);
      assertThat(comparison.missing().getFirst().runs()).isEqualTo(1);
      assertThat(comparison.missing().getFirst().sentence()).contains("does not offer HTTP/2");
    }
  }

  private static List<Verdict> verdicts(List<MeasuredRun> runs) {
    return Comparison.ofRuns(runs, List.of(), OptionalLong.empty()).verdicts();
  }

  private static MeasuredRun run(HttpVersion version, RunKind kind, long tls, long wait) {
    return new MeasuredRun(
        version,
        kind,
        1,
        Map.of(Phase.TLS, Nanos.ofMillis(tls), Phase.WAIT, Nanos.ofMillis(wait)),
        Nanos.ofMillis(tls + wait),
        100,
        1000,
        RoundTrips.NONE,
        List.of());
  }
}
