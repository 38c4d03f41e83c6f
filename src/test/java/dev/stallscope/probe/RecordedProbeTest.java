package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.proof.HopProof;
import dev.stallscope.probe.proof.PhaseProof;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.report.Ink;
import dev.stallscope.report.Labels;
import dev.stallscope.report.ProbeJson;
import dev.stallscope.report.ProbeText;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.time.Nanos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a probe measured beside what the packets say that it recorded of itself. */
class RecordedProbeTest {
  private static final Duration DELAY = Duration.ofMillis(80);

  /** What a busy machine may put between a packet and the program that waits for it. */
  private static final long BUSY_NANOS = Nanos.ofMillis(100);

  @TempDir private Path folder;
  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("shop.test").build();

  @BeforeAll
  static void warmUp() throws IOException {
    WarmUp.run(List.of(HttpChoice.values()));
  }

  @BeforeEach
  void start() throws IOException {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    DelayedServer.secure(server, certificate, DELAY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpChoice.class,
      names = {"HTTP_1_1", "HTTP_2", "HTTP_3"})
  void everyPhaseHasItsPackets(HttpChoice version) throws IOException {
    try (TestNameServer names = new TestNameServer(0, "shop.test. 60 IN A 127.0.0.1");
        LoopbackHttp3Server quic = LoopbackHttp3Server.answering(certificate, "hello", DELAY)) {
      int port = version == HttpChoice.HTTP_3 ? quic.port() : server.getPort();
      Recorded recorded = record(plan("https://shop.test:" + port + "/", version, names).build());
      ProbeHop hop = recorded.result().runs().getFirst().last();
      assertThat(hop.failure()).isEmpty();
      HopProof proof = recorded.proof().of(hop);
      assertThat(proof.phases())
          .extracting(PhaseProof::phase)
          .containsExactly(
              Phase.DNS, Phase.CONNECT, Phase.TLS, Phase.SEND, Phase.WAIT, Phase.RECEIVE);
      assertThat(phase(proof, Phase.CONNECT).packets()).hasSizeGreaterThan(1);
      for (PhaseProof phase : proof.phases()) {
        long seen = phase.seenNanos().orElseThrow();
        assertThat(Math.abs(phase.measuredNanos() - seen)).as("%s", phase).isLessThan(BUSY_NANOS);
        assertThat(phase.measuredNanos()).isEqualTo(hop.phases().durationNanos(phase.phase()));
      }
      assertThat(phase(proof, Phase.WAIT).seenNanos().orElseThrow())
          .isGreaterThan(DELAY.toNanos() - Nanos.ofMillis(1));
      Exchange exchange = recorded.exchange(proof);
      assertThat(exchange.label()).isEqualTo("GET /");
      assertThat(exchange.status()).contains("200");
      assertThat(phase(proof, Phase.WAIT).packets())
          .containsExactly(
              exchange.request().orElseThrow().span().lastPacket(),
              exchange.response().orElseThrow().span().firstPacket());
    }
  }

  @Test
  void requestsAtOnceAreToldApartByTheirConnections() throws IOException {
    Recorded recorded =
        record(
            plan("https://127.0.0.1:" + server.getPort() + "/", HttpChoice.HTTP_1_1)
                .insecure(true)
                .concurrent(4, 4)
                .runs(1, true, false)
                .build());
    assertThat(recorded.result().runs()).hasSize(8);
    List<Exchange> exchanges =
        recorded.result().runs().stream()
            .map(run -> recorded.exchange(recorded.proof().of(run.last())))
            .toList();
    assertThat(exchanges).doesNotHaveDuplicates();
    for (int i = 0; i < exchanges.size(); i++) {
      ProbeHop hop = recorded.result().runs().get(i).last();
      assertThat(exchanges.get(i).client()).isEqualTo(hop.client().orElseThrow());
      boolean isSetUp =
          recorded.proof().of(hop).phases().stream()
              .anyMatch(phase -> phase.phase() == Phase.CONNECT);
      assertThat(isSetUp).isNotEqualTo(hop.isReused());
    }
  }

  @Test
  void aConnectionThatIsRefusedIsProvenToo() throws IOException {
    int port = server.getPort();
    server.close();
    Recorded recorded = record(plan("https://127.0.0.1:" + port + "/", HttpChoice.HTTP_2).build());
    ProbeHop hop = recorded.result().runs().getFirst().last();
    assertThat(hop.failure().map(ProbeFailure::kind)).contains(ProbeFailure.Kind.REFUSED);
    HopProof proof = recorded.proof().of(hop);
    assertThat(proof.exchange()).isEmpty();
    assertThat(proof.phases()).extracting(PhaseProof::phase).containsExactly(Phase.CONNECT);
  }

  @Test
  void textAndJsonHaveThePacketsBesideThePhases() throws IOException {
    Recorded recorded =
        record(
            plan("https://127.0.0.1:" + server.getPort() + "/", HttpChoice.HTTP_2)
                .insecure(true)
                .build());
    StringBuilder text = new StringBuilder();
    ProbeText.write(recorded.result(), recorded.proof(), Labels.REDACTED, Ink.PLAIN, text);
    assertThat(text.toString())
        .containsPattern("(?m)^            send +\\S+ .s, on the wire +at once: \\d+$")
        .containsPattern("(?m)^    packets connect +\\S+ .s, on the wire +\\S+ .s: 1, 2, 3$")
        .containsPattern("(?m)^            wait +\\S+ ms, on the wire +\\S+ ms: \\d+, \\d+$");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProbeJson.write(recorded.result(), recorded.proof(), Labels.REDACTED, out);
    JsonNode request = new ObjectMapper().readTree(out.toByteArray()).at("/runs/0/requests/0");
    assertThat(request.at("/packets/0/phase").asText()).isEqualTo("connect");
    assertThat(request.at("/packets/0/packets/0").asInt()).isEqualTo(1);
    assertThat(request.at("/client/port").asInt())
        .isEqualTo(recorded.result().runs().getFirst().last().client().orElseThrow().port());
    assertThat(request.at("/exchange").asInt()).isPositive();
  }

  /** A probe with its packets. */
  private record Recorded(ProbeResult result, ProbeProof proof, Analysis analysis) {
    Exchange exchange(HopProof proof) {
      return analysis.measurements().exchanges().get(proof.exchange().orElseThrow());
    }
  }

  private Recorded record(ProbePlan plan) throws IOException {
    Path file = folder.resolve("probe.pcapng");
    try (WantedRecording wanted = WantedRecording.start(List.of(plan), file, List.of("probe"))) {
      ProbeResult result = new UrlProbe(plan, ProbeObserver.SILENT).run();
      assertThat(wanted.finish()).isInstanceOf(RecordingOutcome.Recorded.class);
      Analysis analysis = Analyzer.analyze(List.of(file), AnalysisProgress.NONE);
      return new Recorded(result, ProbeProof.of(result, analysis.measurements()), analysis);
    }
  }

  private static PhaseProof phase(HopProof proof, Phase phase) {
    return proof.phases().stream().filter(one -> one.phase() == phase).findFirst().orElseThrow();
  }

  private ProbePlan.Builder plan(String url, HttpChoice version, TestNameServer names) {
    return plan(url, version).resolver(Optional.of(names.address()));
  }

  private ProbePlan.Builder plan(String url, HttpChoice version) {
    return ProbePlan.of(url).versions(List.of(version)).trusted(List.of(certificate.certificate()));
  }
}
