package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are made at once. */
class ConcurrentProbeTest {
  private static final int REQUESTS = 6;

  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void inHttp11TheyShareAsManyConnectionsAsAllowed() throws Exception {
    List<ProbeRun> runs = runs(HttpChoice.HTTP_1_1, 2);
    assertThat(runs).hasSize(REQUESTS).allMatch(run -> run.failure().isEmpty());
    assertThat(connections()).hasSize(2);
    assertThat(runs.stream().filter(run -> !run.last().isReused())).hasSize(2);
  }

  @Test
  void inHttp2TheyAllGoOverOneConnection() throws Exception {
    List<ProbeRun> runs = runs(HttpChoice.HTTP_2, 6);
    assertThat(runs).hasSize(REQUESTS).allMatch(run -> run.failure().isEmpty());
    assertThat(connections()).hasSize(1);
    assertThat(overlap(runs)).isTrue();
  }

  @Test
  void whereHttp2IsNotAgreedOnTheySpreadOverConnections() throws Exception {
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    List<ProbeRun> runs = runs(HttpChoice.NEGOTIATED, 3);
    assertThat(runs).hasSize(REQUESTS).allMatch(run -> run.failure().isEmpty());
    assertThat(connections()).hasSize(3);
  }

  @Test
  void inHttp3TheyAllGoOverOneConnection() {
    try (LoopbackHttp3Server quic = LoopbackHttp3Server.answering(certificate, "hello")) {
      List<ProbeRun> runs = probe("https://127.0.0.1:" + quic.port(), HttpChoice.HTTP_3, 6);
      assertThat(runs).hasSize(REQUESTS).allMatch(run -> run.failure().isEmpty());
      assertThat(runs.stream().filter(run -> !run.last().isReused())).hasSize(1);
    }
  }

  @Test
  void eachIsNumbered() throws Exception {
    assertThat(runs(HttpChoice.HTTP_1_1, 1))
        .extracting(run -> run.plan().request())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, REQUESTS).boxed().toList());
  }

  private List<ProbeRun> runs(HttpChoice version, int connections) throws IOException {
    DelayedServer.secure(server, certificate, Duration.ofMillis(200));
    return probe("https://127.0.0.1:" + server.getPort(), version, connections);
  }

  private List<ProbeRun> probe(String url, HttpChoice version, int connections) {
    ProbePlan plan =
        ProbePlan.of(url)
            .versions(List.of(version))
            .concurrent(REQUESTS, connections)
            .trusted(List.of(certificate.certificate()))
            .build();
    return new UrlProbe(plan, ProbeObserver.SILENT).run().runs();
  }

  private Set<Integer> connections() throws InterruptedException {
    Set<Integer> connections = new HashSet<>();
    for (int i = 0; i < REQUESTS; i++) {
      connections.add(server.takeRequest().getConnectionIndex());
    }
    return connections;
  }

  private static boolean overlap(List<ProbeRun> runs) {
    long lastStart =
        runs.stream().mapToLong(run -> run.last().span().startNanos()).max().orElseThrow();
    long firstEnd =
        runs.stream().mapToLong(run -> run.last().span().endNanos()).min().orElseThrow();
    return lastStart < firstEnd;
  }
}
