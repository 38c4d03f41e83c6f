package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.analysis.KeyCoverage;
import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.measure.CaptureFacts;
import java.io.IOException;
import java.util.Map;

/** What was captured. */
final class CaptureJson {
  private final JsonFields fields;
  private final JsonGenerator json;

  CaptureJson(JsonFields fields) {
    this.fields = fields;
    json = fields.json();
  }

  void write(CaptureFacts facts, KeyCoverage keys) throws IOException {
    json.writeObjectFieldStart("capture");
    fields.array("files", facts.files(), json::writeString);
    json.writeNumberField("packets", facts.packets());
    json.writeNumberField("bytes", facts.wireBytes());
    fields.optionalTime("firstNanos", facts.firstNanos());
    fields.optionalTime("lastNanos", facts.lastNanos());
    json.writeNumberField("tcpPackets", facts.tcpPackets());
    json.writeNumberField("udpPackets", facts.udpPackets());
    fields.array("interfaces", facts.interfaces(), this::captureInterface);
    json.writeStringField("vantage", JsonFields.id(facts.vantage()));
    fields.array("warnings", facts.warnings(), this::warning);
    if (!keys.sources().isEmpty()) {
      keys(keys);
    }
    json.writeEndObject();
  }

  private void keys(KeyCoverage keys) throws IOException {
    json.writeObjectFieldStart("keys");
    json.writeNumberField("tlsConnections", keys.connections());
    json.writeNumberField("tlsConnectionsWithKeys", keys.connectionsWithKeys());
    json.writeNumberField("tlsConnectionsDecrypted", keys.connectionsDecrypted());
    fields.array(
        "notDecrypted",
        keys.decryptions().stream().filter(one -> !one.outcome().isDecrypted()).toList(),
        this::notDecrypted);
    fields.array("sources", keys.sources(), this::source);
    json.writeEndObject();
  }

  private void notDecrypted(KeyCoverage.ConnectionDecryption one) throws IOException {
    json.writeStartObject();
    json.writeNumberField("connection", one.connection());
    json.writeStringField("reason", JsonFields.id(one.outcome().result()));
    json.writeStringField("text", one.outcome().reason().orElse(""));
    if (one.outcome().packet() >= 0) {
      json.writeNumberField("packet", one.outcome().packet());
    }
    json.writeEndObject();
  }

  private void source(KeyCoverage.Source source) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", source.keys().name());
    json.writeNumberField("tlsConnectionsWithKeys", source.connectionsWithKeys());
    json.writeNumberField("unreadableLines", source.keys().log().unreadableLines());
    json.writeObjectFieldStart("secrets");
    for (Map.Entry<String, Integer> label : source.keys().log().labels().entrySet()) {
      json.writeNumberField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void captureInterface(CaptureInterface one) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", one.id());
    if (one.name().isPresent()) {
      json.writeStringField("name", one.name().get());
    }
    json.writeNumberField("linkType", one.linkType());
    json.writeNumberField("snapLength", one.snapLength());
    if (one.filter().isPresent()) {
      json.writeStringField("filter", one.filter().get());
    }
    if (one.received().isPresent()) {
      json.writeNumberField("received", one.received().getAsLong());
    }
    if (one.dropped().isPresent()) {
      json.writeNumberField("dropped", one.dropped().getAsLong());
    }
    json.writeEndObject();
  }

  private void warning(CaptureWarning warning) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", warning.file());
    json.writeNumberField("byteOffset", warning.byteOffset());
    json.writeStringField("text", warning.text());
    json.writeEndObject();
  }
}
