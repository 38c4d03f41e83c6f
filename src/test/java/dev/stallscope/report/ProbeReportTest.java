package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.TestNameServer;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.protocol.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a real probe: one that is redirected over TLS, and one that fails. */
class ProbeReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "s3cret";

  private final MockWebServer server = new MockWebServer();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder()
          .commonName("shop")
          .addSubjectAlternativeName("shop.test")
          .build();

  @BeforeEach
  void start() throws IOException {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theTextNamesEachStepWithWhatWasLearnt() throws IOException {
    String text = text(redirected(1), Labels.REDACTED);
    assertThat(text)
        .contains(
            "HTTP, cold, run 1: HTTP/2 200 in ",
            "GET https://shop.test:" + server.getPort() + "/old?token=***",
            "DNS     A from 127.0.0.1:",
            "NOERROR, 127.0.0.1 (TTL 60 s)",
            "AAAA from 127.0.0.1:",
            "NOERROR, no record",
            "TCP     IPv4 127.0.0.1:" + server.getPort() + " at ",
            ", connected in ",
            "TLS     TLS 1.3, TLS_",
            "ALPN h2, full handshake",
            "certificate for shop.test, by CN=shop, valid until ",
            "chain of 1, ",
            "location: /new?token=***",
            "over the connection that was open already",
            "body    5 B",
            "server-timing: db;dur=3",
            "alt-svc: h3=\":443\"")
        .doesNotContain(SECRET, "Medians");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aConnectionThatWasOpenIsOfTheVersionsTransport() throws IOException {
    ProbeHop second = redirected(1).runs().getFirst().last();
    assertThat(ProbeFact.of(HttpChoice.HTTP_2, second, Labels.REDACTED).getFirst().name())
        .isEqualTo("TCP");
    assertThat(ProbeFact.of(HttpChoice.HTTP_3, second, Labels.REDACTED).getFirst().name())
        .isEqualTo("QUIC");
  }

  @Test
  void mediansAreGivenWhereThereIsMoreThanOneRun() throws IOException {
    assertThat(text(redirected(2), Labels.REDACTED))
        .containsPattern("(?m)^Medians +runs +dns +connect +tls +wait +receive +total")
        .containsPattern("(?m)^HTTP/2 cold +2 ");
  }

  @Test
  void requestsMadeAtOnceAreToldEachAndInSum() throws IOException {
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().body("hello").build());
    }
    ProbeResult result =
        probe(plan -> plan.concurrent(3, 6).trusted(List.of(certificate.certificate())));
    assertThat(text(result, Labels.REDACTED))
        .contains("HTTP, cold, run 1, request 1: HTTP/2 200", "run 1, request 3: HTTP/2 200")
        .containsPattern(
            "HTTP, cold, run 1: 3 requests at once, 3 answered, in .* together; each took")
        .containsPattern("1\\s+connection\\s+opened;\\s+15\\s+B\\s+of\\s+bodies");
    assertThat(json(result, Labels.REDACTED).get("runs").get(2).get("request").asInt())
        .isEqualTo(3);
    assertThat(schema().validate(json(result, Labels.REDACTED))).isEmpty();
  }

  @Test
  void secretsAreShownOnDemandOnly() throws IOException {
    ProbeResult result = redirected(1);
    assertThat(text(result, Labels.REVEALED)).contains("token=" + SECRET);
    assertThat(json(result, Labels.REVEALED).toString()).contains(SECRET, "Bearer");
    assertThat(json(result, Labels.REDACTED).toString()).contains("Bearer").doesNotContain(SECRET);
    assertThat(har(result, Labels.REDACTED).toString()).contains("Bearer").doesNotContain(SECRET);
  }

  @Test
  void theJsonConformsToItsSchema() throws IOException {
    for (ProbeResult result : List.of(redirected(2), failed())) {
      assertThat(schema().validate(json(result, Labels.REDACTED))).isEmpty();
    }
    assertThat(schema().validate(JSON.readTree("{\"schema\":\"stallscope-probe/1\"}")))
        .isNotEmpty();
  }

  @Test
  void aFailureIsSaidWithWhatWasMeasuredBefore() throws IOException {
    ProbeResult result = failed();
    assertThat(text(result, Labels.REDACTED))
        .contains(
            "HTTP/1.1, cold, run 1: failed after ",
            "dns ",
            "tls ",
            "certificate for shop.test, by CN=shop, ",
            "✗ The certificate of shop.test is signed by CN=shop, which is not trusted here.");
    JsonNode run = json(result, Labels.REDACTED).get("runs").get(0);
    assertThat(run.get("failure").get("kind").asText()).isEqualTo("certificate-unknown");
    assertThat(run.get("failure").get("phase").asText()).isEqualTo("tls");
    assertThat(har(result, Labels.REDACTED).get("log").get("entries")).isEmpty();
  }

  @Test
  void theArchiveHasAnEntryForEachRequestWhoseTimingsAddUp() throws IOException {
    JsonNode entries = har(redirected(1), Labels.REDACTED).get("log").get("entries");
    assertThat(entries).hasSize(2);
    for (JsonNode entry : entries) {
      BigDecimal sum = BigDecimal.ZERO;
      for (String name : List.of("blocked", "dns", "connect", "send", "wait", "receive")) {
        sum = sum.add(new BigDecimal(entry.get("timings").get(name).asText()).max(BigDecimal.ZERO));
      }
      assertThat(sum).isEqualByComparingTo(new BigDecimal(entry.get("time").asText()));
      assertThat(entry.get("comment").asText()).isEqualTo("Run 1, cold");
    }
    assertThat(entries.get(0).get("timings").get("ssl").asDouble()).isPositive();
    assertThat(entries.get(1).get("timings").get("ssl").asDouble()).isEqualTo(-1);
    assertThat(entries.get(1).get("response").get("content").get("size").asInt()).isEqualTo(5);
  }

  private ProbeResult redirected(int runs) throws IOException {
    for (int i = 0; i < runs; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .code(302)
              .setHeader("Location", "/new?token=" + SECRET)
              .build());
      server.enqueue(
          new MockResponse.Builder()
              .setHeader("Server-Timing", "db;dur=3")
              .setHeader("Alt-Svc", "h3=\":443\"")
              .body("hello")
              .build());
    }
    return probe(
        plan ->
            plan.runs(runs, false, false)
                .headers(
                    HttpHeaders.of(
                        List.of(new HttpHeaders.Field("Authorization", "Bearer " + SECRET))))
                .trusted(List.of(certificate.certificate())));
  }

  /** Nobody is trusted. */
  private ProbeResult failed() throws IOException {
    return probe(plan -> plan.versions(List.of(HttpChoice.HTTP_1_1)));
  }

  /** What a test changes of a plan. */
  private interface Change {
    ProbePlan.Builder of(ProbePlan.Builder plan);
  }

  private ProbeResult probe(Change change) throws IOException {
    try (TestNameServer names = new TestNameServer(0, "shop.test. 60 IN A 127.0.0.1")) {
      ProbePlan.Builder plan =
          ProbePlan.of("https://shop.test:" + server.getPort() + "/old?token=" + SECRET)
              .resolver(Optional.of(names.address()));
      return new UrlProbe(change.of(plan).build(), ProbeObserver.SILENT).run();
    }
  }

  private static String text(ProbeResult result, Labels labels) throws IOException {
    StringBuilder text = new StringBuilder();
    ProbeText.write(result, ProbeProof.NONE, labels, Ink.PLAIN, text);
    return text.toString();
  }

  private static JsonNode json(ProbeResult result, Labels labels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProbeJson.write(result, ProbeProof.NONE, labels, out);
    return JSON.readTree(out.toByteArray());
  }

  private static JsonNode har(ProbeResult result, Labels labels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProbeHar.write(result, labels, "1", out);
    return JSON.readTree(out.toByteArray());
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = ProbeJson.class.getResourceAsStream("probe-1.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }
}
