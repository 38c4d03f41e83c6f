package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarExportTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final String SHOP =
      """
      set client 10.0.0.1:40000
      set server 10.0.0.2:80
      client 0ms  handshake rtt 20ms
      client 21ms data "GET /a b?q=caf%C3%A9&token=abcd HTTP/1.1\\r\\nHost: shop.example\\r\\nCookie: sid=s3cret; theme=dark\\r\\n\\r\\n"
      server 81ms data "HTTP/1.1 302 Found\\r\\nLocation: /b\\r\\nSet-Cookie: sid=n3w; Path=/; HttpOnly\\r\\nContent-Length: 5\\r\\n\\r\\nhello"
      client 100ms data "GET /never HTTP/1.1\\r\\nHost: shop.example\\r\\n\\r\\n"
      server 110ms ACK
      """;

  @TempDir Path folder;

  @Test
  void everySampleIsValidAndItsTimingsAddUp() throws IOException {
    JsonSchema schema = schema();
    int entries = 0;
    int handshakes = 0;
    for (Path sample : SampleCaptures.samples()) {
      JsonNode har = export(sample, Labels.REDACTED);
      assertThat(schema.validate(har)).as("%s", sample).isEmpty();
      for (JsonNode entry : har.get("log").get("entries")) {
        assertTimingsAddUp(entry);
        entries++;
        handshakes += entry.get("timings").get("connect").decimalValue().signum() > 0 ? 1 : 0;
      }
    }
    assertThat(entries).isGreaterThan(300);
    assertThat(handshakes).isGreaterThan(50);
  }

  private static void assertTimingsAddUp(JsonNode entry) {
    JsonNode timings = entry.get("timings");
    BigDecimal sum = BigDecimal.ZERO;
    for (String name : List.of("blocked", "dns", "connect", "send", "wait", "receive")) {
      sum = sum.add(timings.get(name).decimalValue().max(BigDecimal.ZERO));
    }
    assertThat(sum).isEqualByComparingTo(entry.get("time").decimalValue());
    assertThat(timings.get("ssl").decimalValue())
        .isLessThanOrEqualTo(timings.get("connect").decimalValue());
  }

  @Test
  void anEntryHoldsWhatWasAskedAndAnswered() throws IOException {
    JsonNode entry = shop(Labels.REVEALED).get(0);
    assertThat(entry.get("startedDateTime").asText()).isEqualTo("2023-11-14T22:13:20.000123Z");
    assertThat(entry.get("serverIPAddress").asText()).isEqualTo("10.0.0.2");
    assertThat(entry.get("timings").get("connect").decimalValue()).isPositive();
    assertThat(entry.get("timings").get("dns").asInt()).isEqualTo(-1);
    assertThat(entry.get("timings").get("ssl").asInt()).isEqualTo(-1);
    JsonNode request = entry.get("request");
    assertThat(request.get("url").asText())
        .isEqualTo("http://shop.example/a%20b?q=caf%C3%A9&token=abcd");
    assertThat(request.get("queryString").toString())
        .isEqualTo(
            "[{\"name\":\"q\",\"value\":\"caf\u00e9\"},{\"name\":\"token\",\"value\":\"abcd\"}]");
    assertThat(request.get("cookies").get(0).get("value").asText()).isEqualTo("s3cret");
    JsonNode response = entry.get("response");
    assertThat(response.get("status").asInt()).isEqualTo(302);
    assertThat(response.get("redirectURL").asText()).isEqualTo("/b");
    assertThat(response.get("bodySize").asInt()).isEqualTo(5);
    assertThat(response.get("content").get("size").asInt()).isEqualTo(5);
    assertThat(response.get("cookies").toString())
        .isEqualTo(
            "[{\"name\":\"sid\",\"value\":\"n3w\",\"path\":\"/\",\"httpOnly\":true,\"secure\":false}]");
  }

  @Test
  void multiplexedCallsAreEntriesOfHttp2() throws IOException {
    JsonNode har = export(SampleCaptures.file("http2-concurrent-calls"), Labels.REDACTED);
    JsonNode entries = har.get("log").get("entries");
    assertThat(entries).hasSize(7);
    JsonNode last = entries.get(6);
    assertThat(last.get("request").get("httpVersion").asText()).isEqualTo("HTTP/2.0");
    assertThat(last.get("request").get("url").asText())
        .isEqualTo("http://workshop.test:8000/call/related");
    assertThat(last.get("response").get("status").asInt()).isEqualTo(200);
  }

  @Test
  void secretsAreHiddenUnlessRevealed() throws IOException {
    assertThat(shop(Labels.REDACTED).toString())
        .doesNotContain("abcd", "s3cret", "n3w")
        .contains("token=***", "sid=***");
    assertThat(shop(Labels.REVEALED).toString()).contains("abcd", "s3cret", "n3w");
  }

  @Test
  void whatWasNotAnsweredHasStatusZero() throws IOException {
    JsonNode unanswered = shop(Labels.REDACTED).get(1);
    assertThat(unanswered.get("response").get("status").asInt()).isZero();
    assertThat(unanswered.get("comment").asText()).isEqualTo("The capture holds no response.");
    assertThat(unanswered.get("timings").get("connect").asInt()).isEqualTo(-1);
  }

  @Test
  void theSchemaRefusesWhatIsMissing() throws IOException {
    assertThat(schema().validate(JSON.readTree("{\"log\":{\"version\":\"1.2\"}}"))).isNotEmpty();
  }

  private JsonNode shop(Labels labels) throws IOException {
    Path file = CaptureScript.parse(SHOP).writeTo(folder.resolve("shop.pcap"));
    return export(file, labels).get("log").get("entries");
  }

  private static JsonNode export(Path capture, Labels labels) throws IOException {
    Analysis analysis = Analyzer.analyze(List.of(capture), AnalysisProgress.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HarExport.write(analysis, labels, "0.1.0", out);
    return JSON.readTree(out.toByteArray());
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = HarExportTest.class.getResourceAsStream("har-1.2.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }
}
