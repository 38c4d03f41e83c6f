package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Stall;
import dev.stallscope.protocol.tls.TlsHandshake;
import java.io.IOException;
import java.util.List;

/** Exchanges with their phases and accounts, and the stalls in them. */
final class ExchangeJson {
  private final JsonFields fields;
  private final JsonGenerator json;
  private final Labels labels;

  ExchangeJson(JsonFields fields, Labels labels) {
    this.fields = fields;
    json = fields.json();
    this.labels = labels;
  }

  void exchange(Exchange exchange, List<CauseInterval> account) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", exchange.id());
    json.writeStringField("kind", exchange.kind().id());
    fields.optionalId("connection", exchange.connection());
    json.writeStringField("protocol", exchange.protocol().title());
    fields.endpoint("client", exchange.client());
    fields.endpoint("server", exchange.server());
    json.writeStringField("label", labels.of(exchange));
    if (exchange.status().isPresent()) {
      json.writeStringField("status", exchange.status().get());
    } else {
      json.writeNullField("status");
    }
    String priority = exchange.request().map(asked -> asked.stream().priority()).orElse("");
    if (!priority.isEmpty()) {
      json.writeStringField("priority", Printable.of(priority));
    }
    json.writeNumberField("startNanos", exchange.span().startNanos());
    json.writeNumberField("endNanos", exchange.span().endNanos());
    json.writeNumberField("firstPacket", exchange.firstPacket() + 1);
    json.writeNumberField("lastPacket", exchange.lastPacket() + 1);
    fields.array("phases", exchange.phases().timings(), this::phase);
    fields.array("account", account, this::interval);
    fields.optionalId("parent", exchange.parent());
    json.writeNumberField("confidence", exchange.confidence());
    if (exchange.setup().isPresent()
        && exchange.setup().get().content() instanceof TlsHandshake handshake) {
      json.writeFieldName("tls");
      new HandshakeJson(fields).write(handshake);
    }
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

  void stall(Stall stall) throws IOException {
    json.writeStartObject();
    json.writeStringField("cause", stall.cause().id());
    json.writeStringField("layer", stall.cause().layer().id());
    fields.optionalId("connection", stall.connection());
    fields.optionalId("exchange", stall.exchange());
    json.writeNumberField("startNanos", stall.startNanos());
    json.writeNumberField("endNanos", stall.endNanos());
    json.writeNumberField("lostNanos", stall.lostNanos());
    json.writeNumberField("firstPacket", stall.firstPacket() + 1);
    json.writeNumberField("lastPacket", stall.lastPacket() + 1);
    json.writeNumberField("confidence", stall.confidence());
    json.writeEndObject();
  }
}
