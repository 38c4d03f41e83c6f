package dev.stallscope.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.report.JsonReport;
import dev.stallscope.report.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The exchanges of a capture as a user of the JSON form sees them. */
public final class ExchangeLabels {
  private ExchangeLabels() {}

  /** Label and status of each that has a status. */
  public static List<String> of(Path file) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    JsonReport.write(Analyzer.analyze(List.of(file), AnalysisProgress.NONE), Labels.REDACTED, json);
    List<String> exchanges = new ArrayList<>();
    for (JsonNode exchange : new ObjectMapper().readTree(json.toByteArray()).get("exchanges")) {
      if (exchange.hasNonNull("status")) {
        exchanges.add(exchange.get("label").asText() + " " + exchange.get("status").asText());
      }
    }
    return exchanges;
  }
}
