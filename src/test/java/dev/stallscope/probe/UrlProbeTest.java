package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server in this process; what is slow or fast is left to the benchmark. */
class UrlProbeTest {
  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("probe.test").build();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyPhaseOfAColdRunOverTlsIsMeasuredInOrder() throws IOException {
    try (TestNameServer names = new TestNameServer(0, "probe.test. 60 IN A 127.0.0.1")) {
      secure();
      answer(new MockResponse.Builder().body("hello").build());
      ProbeHop hop = run(secure(names)).last();
      assertThat(hop.failure()).isEmpty();
      assertThat(phases(hop))
          .containsExactly(
              Phase.DNS, Phase.CONNECT, Phase.TLS, Phase.SEND, Phase.WAIT, Phase.RECEIVE);
      assertThat(hop.phases().timings().getFirst().span().startNanos())
          .isEqualTo(hop.span().startNanos());
      assertThat(hop.phases().timings().getLast().span().endNanos())
          .isEqualTo(hop.span().endNanos());
      assertThat(hop.lookup().orElseThrow().addresses()).hasToString("[127.0.0.1]");
      assertThat(hop.attempts())
          .extracting(ConnectAttempt::outcome)
          .containsExactly(ConnectAttempt.Outcome.CONNECTED);
      assertThat(hop.response().map(HttpResponse::code)).contains(200);
      assertThat(hop.receivedBytes())
          .isGreaterThan(hop.response().orElseThrow().body().wireBytes());
    }
  }

  @Test
  void theHandshakeIsDescribedWithTheChainAsSent() throws IOException {
    try (TestNameServer names = new TestNameServer(0, "probe.test. 60 IN A 127.0.0.1")) {
      secure();
      answer(new MockResponse.Builder().build());
      TlsFacts tls = run(secure(names)).last().tls().orElseThrow();
      assertThat(tls.version()).isEqualTo("TLSv1.3");
      assertThat(tls.cipher()).startsWith("TLS_");
      assertThat(tls.alpn()).isEqualTo("h2");
      assertThat(tls.isResumed()).isFalse();
      assertThat(tls.chain()).containsExactly(CertificateFacts.of(certificate.certificate()));
      assertThat(tls.chain().getFirst().names()).containsExactly("probe.test");
    }
  }

  @Test
  void warmRunsTakeTheConnectionAndResumedOnesTheSession() throws IOException {
    try (TestNameServer names = new TestNameServer(0, "probe.test. 60 IN A 127.0.0.1")) {
      secure();
      for (int i = 0; i < 6; i++) {
        answer(new MockResponse.Builder().body("x").build());
      }
      List<ProbeRun> runs = probe(secure(names).runs(2, true, true)).runs();
      assertThat(runs)
          .extracting(run -> run.plan().kind())
          .containsExactly(
              RunKind.COLD,
              RunKind.WARM,
              RunKind.RESUMED,
              RunKind.COLD,
              RunKind.WARM,
              RunKind.RESUMED);
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
  }

  @Test
  void aServerOfHttp10IsNotAskedOverAConnectionThatItEnds() throws IOException {
    String answer = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    try (ScriptedServer old =
        new ScriptedServer(
            connection -> {
              ScriptedServer.readHead(connection);
              connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            })) {
      List<ProbeRun> runs = probe(ProbePlan.of(old.url()).runs(1, true, false)).runs();
      assertThat(runs).hasSize(2).allMatch(run -> run.failure().isEmpty());
      assertThat(runs).extracting(run -> run.last().isReused()).containsExactly(false, false);
    }
  }

  @Test
  void eachVersionIsAskedForInTurn() throws IOException {
    try (TestNameServer names = new TestNameServer(0, "probe.test. 60 IN A 127.0.0.1")) {
      secure();
      for (int i = 0; i < 4; i++) {
        answer(new MockResponse.Builder().build());
      }
      ProbePlan.Builder plan =
          secure(names)
              .versions(List.of(HttpChoice.HTTP_1_1, HttpChoice.HTTP_2))
              .runs(2, false, false);
      assertThat(probe(plan).runs())
          .extracting(run -> run.last().response().orElseThrow().version())
          .containsExactly(
              HttpVersion.HTTP_1_1, HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
    }
  }

  @Test
  void http2WithoutTlsIsSpokenAtOnce() throws IOException {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    answer(new MockResponse.Builder().build());
    ProbeHop hop = run(plain("/").versions(List.of(HttpChoice.HTTP_2))).last();
    assertThat(hop.response().orElseThrow().version()).isEqualTo(HttpVersion.HTTP_2);
  }

  @Test
  void redirectsAreFollowedEachWithItsOwnTimes() throws IOException {
    answer(new MockResponse.Builder().code(302).setHeader("Location", "/next?a=1").build());
    answer(new MockResponse.Builder().code(307).setHeader("Location", "/last").build());
    answer(new MockResponse.Builder().body("there").build());
    ProbeRun run = run(plain("/first"));
    assertThat(run.hops())
        .extracting(ProbeHop::url)
        .containsExactly(
            server.url("/first").toString(),
            server.url("/next?a=1").toString(),
            server.url("/last").toString());
    assertThat(run.hops()).extracting(ProbeHop::isReused).containsExactly(false, true, true);
    assertThat(run.failure()).isEmpty();
  }

  @Test
  void aRedirectToAnotherServerIsNotToldTheSecrets() throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.enqueue(new MockResponse.Builder().build());
      other.start();
      answer(
          new MockResponse.Builder()
              .code(302)
              .setHeader("Location", other.url("/").toString())
              .build());
      HttpHeaders headers =
          HttpHeaders.of(
              List.of(
                  new Field("Authorization", "Bearer abc"),
                  new Field("Cookie", "a=b"),
                  new Field("X-Kept", "yes")));
      run(plain("/").headers(headers));
      RecordedRequest asked = other.takeRequest();
      assertThat(asked.getHeaders().get("Authorization")).isNull();
      assertThat(asked.getHeaders().get("Cookie")).isNull();
      assertThat(asked.getHeaders().get("X-Kept")).isEqualTo("yes");
    }
  }

  @Test
  void aPostBecomesAGetWhereBrowsersDoSo() throws Exception {
    answer(new MockResponse.Builder().code(303).setHeader("Location", "/done").build());
    answer(new MockResponse.Builder().build());
    run(plain("/").method("POST").body("a=1"));
    RecordedRequest posted = server.takeRequest();
    assertThat(posted.getMethod()).isEqualTo("POST");
    assertThat(posted.getBody().utf8()).isEqualTo("a=1");
    assertThat(server.takeRequest().getMethod()).isEqualTo("GET");
  }

  @Test
  void aPackedBodyIsCountedAsSentAndAsDecoded() throws IOException {
    Buffer packed = new Buffer();
    try (BufferedSink gzip = Okio.buffer(new GzipSink(packed))) {
      gzip.writeUtf8("a".repeat(10_000));
    }
    long packedBytes = packed.size();
    answer(new MockResponse.Builder().setHeader("Content-Encoding", "gzip").body(packed).build());
    HttpResponse response = run(plain("/")).last().response().orElseThrow();
    assertThat(response.body().wireBytes()).isEqualTo(packedBytes);
    assertThat(response.body().decodedBytes()).hasValue(10_000);
    assertThat(response.body().isDecodedExact()).isTrue();
    assertThat(response.headers().first("content-encoding")).contains("gzip");
  }

  @Test
  void theObserverSeesEachPhaseWhenItBegins() throws IOException {
    answer(new MockResponse.Builder().build());
    List<String> seen = new ArrayList<>();
    ProbeObserver observer =
        new ProbeObserver() {
          @Override
          public void runBegan(RunPlan run) {
            seen.add("begin");
          }

          @Override
          public void phaseBegan(RunPlan run, int hop, Phase phase, long atNanos) {
            if (phase != Phase.BLOCKED) {
              seen.add(phase.id());
            }
          }

          @Override
          public void runEnded(ProbeRun run) {
            seen.add("end");
          }
        };
    new UrlProbe(ProbePlan.of(address("/")).build(), observer).run();
    assertThat(seen).containsExactly("begin", "dns", "connect", "send", "wait", "receive", "end");
  }

  private void secure() throws IOException {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.start();
  }

  private void answer(MockResponse response) {
    server.enqueue(response);
  }

  private ProbePlan.Builder secure(TestNameServer names) {
    return ProbePlan.of("https://probe.test:" + server.getPort() + "/")
        .resolver(Optional.of(names.address()))
        .trusted(List.of(certificate.certificate()));
  }

  private ProbePlan.Builder plain(String path) throws IOException {
    return ProbePlan.of(address(path));
  }

  private String address(String path) throws IOException {
    if (!server.getStarted()) {
      server.start(InetAddress.getByName("127.0.0.1"), 0);
    }
    return server.url(path).toString();
  }

  private static ProbeResult probe(ProbePlan.Builder plan) {
    return new UrlProbe(plan.build(), ProbeObserver.SILENT).run();
  }

  private static ProbeRun run(ProbePlan.Builder plan) {
    return probe(plan).runs().getFirst();
  }

  /** Without the moments between them. */
  private static List<Phase> phases(ProbeHop hop) {
    return hop.phases().timings().stream()
        .map(Timing::phase)
        .filter(phase -> phase != Phase.BLOCKED)
        .toList();
  }
}
