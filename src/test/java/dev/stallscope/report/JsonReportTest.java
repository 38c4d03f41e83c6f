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
import dev.stallscope.capture.NoCaptureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CAPTURES =
      Path.of(System.getProperty("captures", "../shared/captures"), "open");
  private static final Set<String> NOT_CAPTURES = Set.of("har", "mitmproxy", "keys");

  @Test
  void everySampleConformsToTheSchema() throws IOException {
    JsonSchema schema = schema();
    for (Path sample : samples()) {
      assertThat(schema.validate(report(sample, Labels.REDACTED))).as(sample.toString()).isEmpty();
    }
  }

  @Test
  void otherPeoplesCapturesConformToTheSchema() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(CAPTURES), "no captures at " + CAPTURES);
    JsonSchema schema = schema();
    List<Path> captures = captures();
    assertThat(captures).hasSizeGreaterThan(100);
    for (Path capture : captures) {
      try {
        assertThat(schema.validate(report(capture, Labels.REDACTED)))
            .as(capture.toString())
            .isEmpty();
      } catch (NoCaptureException e) {
        assertThat(e).hasMessageContaining(capture.toString());
      }
    }
  }

  @Test
  void theSchemaAllowsNoMembersThatItDoesNotName() throws IOException {
    try (InputStream in = JsonReport.class.getResourceAsStream("analysis-1.schema.json")) {
      List<JsonNode> objects = new ArrayList<>();
      addObjects(JSON.readTree(in), objects);
      assertThat(objects)
          .hasSizeGreaterThan(10)
          .allMatch(object -> object.path("additionalProperties").isBoolean())
          .noneMatch(object -> object.path("additionalProperties").asBoolean());
    }
  }

  private static void addObjects(JsonNode node, List<JsonNode> objects) {
    if (node.path("properties").isObject() && node.path("type").asText().equals("object")) {
      objects.add(node);
    }
    node.forEach(child -> addObjects(child, objects));
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

  /** Every eighth file of each kind. */
  private static List<Path> captures() throws IOException {
    try (var files = Files.walk(CAPTURES)) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !NOT_CAPTURES.contains(file.getParent().getFileName().toString()))
              .sorted()
              .toList();
      return IntStream.range(0, all.size()).filter(i -> i % 8 == 0).mapToObj(all::get).toList();
    }
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
