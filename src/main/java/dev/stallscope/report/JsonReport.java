package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Stall;
import dev.stallscope.net.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * The JSON form of an analysis, {@code stallscope-analysis/1}; its schema stands beside the
 * report's resources. Times are epoch nanoseconds, packets are numbered from 1 as Wireshark does.
 */
public final class JsonReport {
  /** The value of {@code schema}. */
  public static final String SCHEMA = "stallscope-analysis/1";

  private static final List<SegmentEvent> EVENTS =
      List.of(
          SegmentEvent.RETRANSMISSION,
          SegmentEvent.FAST_RETRANSMISSION,
          SegmentEvent.SPURIOUS_RETRANSMISSION,
          SegmentEvent.OUT_OF_ORDER,
          SegmentEvent.DUPLICATE_ACK,
          SegmentEvent.LOST_SEGMENT,
          SegmentEvent.ACKED_UNSEEN_SEGMENT,
          SegmentEvent.ZERO_WINDOW,
          SegmentEvent.ZERO_WINDOW_PROBE,
          SegmentEvent.WINDOW_FULL,
          SegmentEvent.WINDOW_UPDATE,
          SegmentEvent.KEEP_ALIVE);

  private final JsonGenerator json;
  private final Labels labels;

  private JsonReport(JsonGenerator json, Labels labels) {
    this.json = json;
    this.labels = labels;
  }

  /**
   * Writes the analysis; the stream is left open.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Analysis analysis, Labels labels, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator generator = factory.createGenerator(out)) {
      generator.useDefaultPrettyPrinter();
      new JsonReport(generator, labels).analysis(analysis);
      generator.writeRaw('\n');
    }
  }

  private void analysis(Analysis analysis) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    capture(analysis.measurements().capture());
    array("connections", analysis.measurements().connections(), this::connection);
    array(
        "exchanges",
        analysis.measurements().exchanges(),
        exchange ->
            exchange(exchange, analysis.measurements().accounts().get(exchange.id()).intervals()));
    array("stalls", analysis.measurements().stalls(), this::stall);
    array("findings", analysis.findings(), this::finding);
    array("rules", analysis.rules(), this::rule);
    json.writeEndObject();
  }

  private void capture(CaptureFacts facts) throws IOException {
    json.writeObjectFieldStart("capture");
    array("files", facts.files(), json::writeString);
    json.writeNumberField("packets", facts.packets());
    json.writeNumberField("bytes", facts.wireBytes());
    optionalTime("firstNanos", facts.firstNanos());
    optionalTime("lastNanos", facts.lastNanos());
    json.writeNumberField("tcpPackets", facts.tcpPackets());
    json.writeNumberField("udpPackets", facts.udpPackets());
    array("interfaces", facts.interfaces(), this::captureInterface);
    json.writeStringField("vantage", id(facts.vantage()));
    array("warnings", facts.warnings(), this::warning);
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

  private void connection(TcpConnection connection) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", connection.id());
    endpoint("client", connection.client());
    endpoint("server", connection.server());
    json.writeNumberField("startNanos", connection.startNanos());
    json.writeNumberField("endNanos", connection.endNanos());
    json.writeNumberField("packetsFromClient", connection.fromClient().packets());
    json.writeNumberField("packetsFromServer", connection.fromServer().packets());
    json.writeNumberField("bytesFromClient", connection.fromClient().payloadBytes());
    json.writeNumberField("bytesFromServer", connection.fromServer().payloadBytes());
    optionalTime("roundTripNanos", connection.roundTrip().minNanos());
    json.writeStringField("vantage", id(connection.vantage()));
    array(
        "quality",
        connection.quality().stream().sorted().toList(),
        flag -> json.writeString(id(flag)));
    json.writeObjectFieldStart("events");
    events("client", connection.fromClient());
    events("server", connection.fromServer());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void events(String name, TcpConnection.Side side) throws IOException {
    json.writeObjectFieldStart(name);
    for (SegmentEvent event : EVENTS) {
      json.writeNumberField(event.id(), side.count(event));
    }
    json.writeEndObject();
  }

  private void exchange(Exchange exchange, List<CauseInterval> account) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", exchange.id());
    json.writeStringField("kind", exchange.kind().id());
    optionalId("connection", exchange.connection());
    json.writeStringField("protocol", exchange.protocol().title());
    endpoint("client", exchange.client());
    endpoint("server", exchange.server());
    json.writeStringField("label", labels.of(exchange));
    if (exchange.status().isPresent()) {
      json.writeStringField("status", exchange.status().get());
    } else {
      json.writeNullField("status");
    }
    json.writeNumberField("startNanos", exchange.span().startNanos());
    json.writeNumberField("endNanos", exchange.span().endNanos());
    json.writeNumberField("firstPacket", exchange.firstPacket() + 1);
    json.writeNumberField("lastPacket", exchange.lastPacket() + 1);
    array("phases", exchange.phases().timings(), this::phase);
    array("account", account, this::interval);
    optionalId("parent", exchange.parent());
    json.writeNumberField("confidence", exchange.confidence());
    json.writeEndObject();
  }

  private void phase(PhaseTimings.Timing timing) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", timing.phase().id());
    json.writeNumberField("startNanos", timing.span().startNanos());
    json.writeNumberField("endNanos", timing.span().endNanos());
    json.writeEndObject();
  }

  private void interval(CauseInterval interval) throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", interval.cause().id());
    json.writeNumberField("startNanos", interval.startNanos());
    json.writeNumberField("endNanos", interval.endNanos());
    json.writeEndObject();
  }

  private void stall(Stall stall) throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", stall.cause().id());
    json.writeStringField("layer", stall.cause().layer().id());
    optionalId("connection", stall.connection());
    optionalId("exchange", stall.exchange());
    json.writeNumberField("startNanos", stall.startNanos());
    json.writeNumberField("endNanos", stall.endNanos());
    json.writeNumberField("lostNanos", stall.lostNanos());
    json.writeNumberField("firstPacket", stall.firstPacket() + 1);
    json.writeNumberField("lastPacket", stall.lastPacket() + 1);
    json.writeNumberField("confidence", stall.confidence());
    json.writeEndObject();
  }

  private void finding(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", finding.rule().id());
    json.writeStringField("layer", finding.rule().layer().id());
    json.writeStringField("severity", finding.severity().id());
    json.writeStringField("party", id(finding.party()));
    json.writeStringField("title", labels.text(finding.title()));
    json.writeStringField("explanation", labels.text(finding.explanation()));
    json.writeNumberField("timeLostNanos", finding.timeLostNanos());
    json.writeNumberField("startNanos", finding.span().startNanos());
    json.writeNumberField("endNanos", finding.span().endNanos());
    array("connections", finding.connections(), json::writeNumber);
    array("exchanges", finding.exchanges(), json::writeNumber);
    packets(finding.packets());
    array("evidence", finding.evidence(), this::evidence);
    array("advice", finding.advice(), json::writeString);
    json.writeNumberField("confidence", finding.confidence());
    json.writeEndObject();
  }

  private void evidence(Evidence evidence) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", evidence.name());
    json.writeStringField("value", labels.text(evidence.value()));
    packets(evidence.packets());
    json.writeEndObject();
  }

  private void packets(List<Integer> indexes) throws IOException {
    array("packets", indexes, index -> json.writeNumber(index + 1));
  }

  private void rule(RuleResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", result.rule().id());
    switch (result.outcome()) {
      case RuleOutcome.Found found -> outcome("found", found.findings().size() + " findings");
      case RuleOutcome.Clear clear -> outcome("clear", clear.measured());
      case RuleOutcome.NotApplicable not -> outcome("not-applicable", not.reason());
      case RuleOutcome.Failed failed -> outcome("failed", failed.error());
    }
    json.writeEndObject();
  }

  private void outcome(String outcome, String reason) throws IOException {
    json.writeStringField("outcome", outcome);
    json.writeStringField("reason", reason);
  }

  private void endpoint(String name, Endpoint endpoint) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("address", endpoint.address().toString());
    json.writeNumberField("port", endpoint.port());
    json.writeEndObject();
  }

  private void optionalId(String name, int id) throws IOException {
    if (id < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, id);
    }
  }

  private void optionalTime(String name, long nanos) throws IOException {
    if (nanos < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, nanos);
    }
  }

  private <T> void array(String name, Iterable<T> values, Writer<T> writer) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      writer.write(value);
    }
    json.writeEndArray();
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Writes one value. */
  private interface Writer<T> {
    void write(T value) throws IOException;
  }
}
