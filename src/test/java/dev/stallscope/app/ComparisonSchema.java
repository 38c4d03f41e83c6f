package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.stallscope.report.ComparisonJson;
import java.io.IOException;
import java.io.InputStream;

/** The schema of comparisons. */
final class ComparisonSchema {
  private ComparisonSchema() {}

  /** Fails where the JSON does not keep to it. */
  static void check(JsonNode json) throws IOException {
    try (InputStream in = ComparisonJson.class.getResourceAsStream("comparison-1.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      assertThat(schema.validate(json)).isEmpty();
    }
  }
}
