package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everySampleConformsToTheSchema() throws IOException {
    JsonSchema schema = schema();
    for (Path sample : samples()) {
      assertThat(schema.validate(report(sample, Labels.REDACTED))).as(sample.toString()).isEmpty();
    }
  }

  @Test
  void packetsAreNumberedAsWiresharkDoes() throws IOException {
    JsonNode report =
        report(Path.of("sample-captures/slow-server/capture.pcapng"), Labels.REDACTED);
    JsonNode connect = report.get("exchanges").get(0);
    assertThat(connect.get("kind").asText()).isEqualTo("connect");
    assertThat(report.get("capture").get("packets").asInt()).isEqualTo(30);
    assertThat(report.get("stalls").get(0).get("cause").asText()).isEqualTo("slow-server-response");
    assertThat(report.get("stalls").get(0).get("firstPacket").asInt()).isPositive();
  }

  @Test
  void theSchemaRefusesWhatIsMissing() throws IOException {
    assertThat(schema().validate(JSON.readTree("{\"schema\":\"stallscope-analysis/1\"}")))
        .isNotEmpty();
  }

  private static List<Path> samples() throws IOException {
    try (var files = Files.walk(Path.of("sample-captures"))) {
      return files.filter(file -> file.endsWith("capture.pcapng")).sorted().toList();
    }
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = JsonReport.class.getResourceAsStream("analysis-1.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }

  private static JsonNode report(Path capture, Labels labels) throws IOException {
    Analysis analysis = Analyzer.analyze(List.of(capture), AnalysisProgress.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(analysis, labels, out);
    return JSON.readTree(out.toByteArray());
  }
}
