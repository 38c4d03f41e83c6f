package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.protocol.DatagramConnection;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The JSON form of an analysis, {@code stallscope-analysis/1}; its schema stands beside the
 * report's resources. Times are epoch nanoseconds, packets are numbered from 1 as Wireshark does.
 */
public final class JsonReport {
  /** The value of {@code schema}. */
  public static final String SCHEMA = "stallscope-analysis/1";

  private JsonReport() {}

  /**
   * Writes the analysis; the stream is left open.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Analysis analysis, Labels labels, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.setCharacterEscapes(new HarmlessEscapes());
      write(analysis, labels, json);
      json.writeRaw('\n');
    }
  }

  private static void write(Analysis analysis, Labels labels, JsonGenerator json)
      throws IOException {
    JsonFields fields = new JsonFields(json);
    ExchangeJson exchanges = new ExchangeJson(fields, labels);
    FindingJson findings = new FindingJson(fields, labels);
    Measurements measurements = analysis.measurements();
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    new CaptureJson(fields).write(measurements.capture(), analysis.keys());
    connections(measurements, new ConnectionJson(fields), json);
    fields.array(
        "exchanges",
        measurements.exchanges(),
        exchange -> exchanges.exchange(exchange, measurements.account(exchange).intervals()));
    fields.array("stalls", measurements.stalls(), exchanges::stall);
    fields.array("findings", analysis.findings(), findings::finding);
    fields.array("rules", analysis.rules(), findings::rule);
    json.writeEndObject();
  }

  private static void connections(
      Measurements measurements, ConnectionJson connections, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("connections");
    for (TcpConnection connection : measurements.connections()) {
      connections.write(connection);
    }
    int id = measurements.connections().size();
    for (DatagramConnection connection : measurements.datagramConnections()) {
      connections.write(id, connection);
      id++;
    }
    json.writeEndArray();
  }
}
