package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** HTTP/3 against a server in this process. */
class Http3ProbeTest {
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("probe.test").build();

  @Test
  void everyPhaseOfAColdRunIsMeasuredInOrder() throws IOException {
    ProbeHop hop = runs(1, false, false).getFirst().last();
    assertThat(hop.failure()).isEmpty();
    assertThat(phases(hop))
        .containsExactly(
            Phase.DNS, Phase.CONNECT, Phase.TLS, Phase.SEND, Phase.WAIT, Phase.RECEIVE);
    assertThat(hop.phases().timings().getFirst().span().startNanos())
        .isEqualTo(hop.span().startNanos());
    assertThat(hop.phases().timings().getLast().span().endNanos()).isEqualTo(hop.span().endNanos());
    assertThat(hop.request().map(HttpRequest::version)).contains(HttpVersion.HTTP_3);
    HttpResponse response = hop.response().orElseThrow();
    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_3);
    assertThat(response.code()).isEqualTo(200);
    assertThat(response.body().wireBytes()).isEqualTo(5);
    assertThat(response.body().isComplete()).isTrue();
    assertThat(hop.attempts())
        .extracting(ConnectAttempt::outcome)
        .containsExactly(ConnectAttempt.Outcome.CONNECTED);
    // The client's first datagram is padded to 1200 bytes (RFC 9000 section 14.1).
    assertThat(hop.sentBytes()).isGreaterThan(1200);
    assertThat(hop.receivedBytes()).isGreaterThan(1200);
  }

  @Test
  void theHandshakeIsDescribed() throws IOException {
    TlsFacts tls = runs(1, false, false).getFirst().last().tls().orElseThrow();
    assertThat(tls.version()).isEqualTo("TLSv1.3");
    assertThat(tls.cipher()).startsWith("TLS_");
    assertThat(tls.alpn()).isEqualTo("h3");
    assertThat(tls.isResumed()).isFalse();
    assertThat(tls.chain()).containsExactly(CertificateFacts.of(certificate.certificate()));
  }

  @Test
  void warmRunsTakeTheConnectionAndResumedOnesTheSession() throws IOException {
    List<ProbeRun> runs = runs(2, true, true);
    assertThat(runs).allMatch(run -> run.failure().isEmpty());
    assertThat(runs)
        .extracting(run -> run.last().isReused())
        .containsExactly(false, true, false, false, true, false);
    assertThat(runs)
        .extracting(run -> run.last().tls().map(TlsFacts::isResumed))
        .containsExactly(
            Optional.of(false),
            Optional.empty(),
            Optional.of(true),
            Optional.of(false),
            Optional.empty(),
            Optional.of(true));
    assertThat(phases(runs.get(1).last())).containsExactly(Phase.SEND, Phase.WAIT, Phase.RECEIVE);
  }

  private List<ProbeRun> runs(int cold, boolean isWarmed, boolean isResumed) throws IOException {
    try (TestNameServer names = new TestNameServer(0, "probe.test. 60 IN A 127.0.0.1");
        LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "hello")) {
      ProbePlan plan =
          ProbePlan.of("https://probe.test:" + server.port() + "/")
              .versions(List.of(HttpChoice.HTTP_3))
              .runs(cold, isWarmed, isResumed)
              .resolver(Optional.of(names.address()))
              .trusted(List.of(certificate.certificate()))
              .build();
      return new UrlProbe(plan, ProbeObserver.SILENT).run().runs();
    }
  }

  /** Without the moments between them. */
  private static List<Phase> phases(ProbeHop hop) {
    return hop.phases().timings().stream()
        .map(Timing::phase)
        .filter(phase -> phase != Phase.BLOCKED)
        .toList();
  }
}
