package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.probe.compare.RecordedTraffic;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.ExchangeLabels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packets of a probe with their keys: the same requests are in both. */
class ProbeRecordingTest {
  private static final int RECORDINGS = 4;
  private static final Pattern LINE = Pattern.compile("[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64,96}");

  @TempDir Path folder;
  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @BeforeEach
  void start() throws IOException {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.enqueue(new MockResponse.Builder().code(203).body("hello").build());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theSecretsOfAHandshakeAreThoseOfAKeyLog() {
    OwnSecrets.listen();
    probe(plan(HttpChoice.HTTP_2));
    assertThat(labels())
        .containsExactlyInAnyOrder(
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
            "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            "CLIENT_TRAFFIC_SECRET_0",
            "SERVER_TRAFFIC_SECRET_0",
            "EXPORTER_SECRET");
  }

  @Test
  void quicHasTheSameOnes() {
    try (LoopbackHttp3Server quic = LoopbackHttp3Server.answering(certificate, "hello")) {
      OwnSecrets.listen();
      probe(plan(quic.port(), HttpChoice.HTTP_3));
    }
    assertThat(labels()).contains("CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0");
  }

  @Test
  void nothingIsKeptUnlessPacketsAre() {
    probe(plan(HttpChoice.HTTP_1_1));
    assertThat(OwnSecrets.take()).isEmpty();
  }

  /**
   * Where the machine is busy, TCP may send a segment again that was answered late (RFC 8985
   * section 7), but not time after time.
   */
  @ParameterizedTest
  @CsvSource({"HTTP_1_1", "HTTP_2"})
  void theAnalysisOfTheFileShowsTheRequestDecrypted(HttpChoice version) throws IOException {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    List<OptionalLong> sentAgain = new ArrayList<>();
    while (sentAgain.size() < RECORDINGS && !sentAgain.contains(OptionalLong.of(0))) {
      sentAgain.add(recorded(version).sentAgain());
      server.enqueue(new MockResponse.Builder().code(203).body("hello").build());
    }
    assertThat(sentAgain).contains(OptionalLong.of(0));
  }

  private Traffic recorded(HttpChoice version) throws IOException {
    Path file = folder.resolve("a.pcapng");
    ProbePlan plan = plan(version);
    try (ProbeRecording recording = ProbeRecording.start(List.of(plan), file, List.of("probe"))) {
      assertThat(probe(plan).failure()).isEmpty();
      assertThat(recording.finish()).isPositive();
    }
    assertThat(ExchangeLabels.of(file)).contains("GET /shop 203");
    assertThat(Files.list(folder)).containsExactly(file);
    List<Traffic> traffic =
        RecordedTraffic.of(
            List.of(plan), Analyzer.analyze(List.of(file), AnalysisProgress.NONE).measurements());
    assertThat(traffic)
        .extracting(Traffic::connections, Traffic::requests)
        .containsExactly(tuple(1, 1));
    return traffic.getFirst();
  }

  @Test
  void portsThatBelongToTheProbeAreRecorded() {
    ProbePlan plan =
        ProbePlan.of("https://shop.test:8443/")
            .resolver(Optional.of(new InetSocketAddress("192.0.2.1", 5353)))
            .build();
    assertThat(ProbeRecording.filter(List.of(plan)))
        .isEqualTo("port 8443 or port 5353 or port 53 or port 80 or port 443");
  }

  private static List<String> labels() {
    List<String> lines = new String(OwnSecrets.take(), StandardCharsets.US_ASCII).lines().toList();
    assertThat(lines).allMatch(line -> LINE.matcher(line).matches());
    return lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }

  private ProbePlan plan(HttpChoice version) {
    return plan(server.getPort(), version);
  }

  private ProbePlan plan(int port, HttpChoice version) {
    return ProbePlan.of("https://127.0.0.1:" + port + "/shop")
        .versions(List.of(version))
        .trusted(List.of(certificate.certificate()))
        .build();
  }

  private static ProbeRun probe(ProbePlan plan) {
    return new UrlProbe(plan, ProbeObserver.SILENT).run().runs().getFirst();
  }
}
