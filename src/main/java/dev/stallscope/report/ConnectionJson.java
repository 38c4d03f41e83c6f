package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.flow.tcp.EventCounts;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.protocol.DatagramConnection;
import java.io.IOException;
import java.util.List;

/**
 * Connections: those of TCP with the labels that Wireshark gives their segments, and those that
 * other protocols make of datagrams, which have no segments.
 */
final class ConnectionJson {
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

  private final JsonFields fields;
  private final JsonGenerator json;

  ConnectionJson(JsonFields fields) {
    this.fields = fields;
    json = fields.json();
  }

  void write(TcpConnection connection) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", connection.id());
    json.writeStringField("transport", "tcp");
    fields.endpoint("client", connection.client());
    fields.endpoint("server", connection.server());
    json.writeNumberField("startNanos", connection.startNanos());
    json.writeNumberField("endNanos", connection.endNanos());
    json.writeNumberField("packetsFromClient", connection.fromClient().packets());
    json.writeNumberField("packetsFromServer", connection.fromServer().packets());
    json.writeNumberField("bytesFromClient", connection.fromClient().payloadBytes());
    json.writeNumberField("bytesFromServer", connection.fromServer().payloadBytes());
    fields.optionalTime("roundTripNanos", connection.roundTrip().minNanos());
    json.writeStringField("vantage", JsonFields.id(connection.vantage()));
    fields.array(
        "quality",
        connection.quality().stream().sorted().toList(),
        flag -> json.writeString(JsonFields.id(flag)));
    json.writeObjectFieldStart("events");
    events("client", connection.fromClient().events());
    events("server", connection.fromServer().events());
    json.writeEndObject();
    json.writeEndObject();
  }

  void write(int id, DatagramConnection connection) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("transport", "udp");
    json.writeStringField("version", connection.version());
    fields.endpoint("client", connection.client());
    fields.endpoint("server", connection.server());
    json.writeNumberField("startNanos", connection.startNanos());
    json.writeNumberField("endNanos", connection.endNanos());
    json.writeNumberField("packetsFromClient", connection.fromClient().packets());
    json.writeNumberField("packetsFromServer", connection.fromServer().packets());
    json.writeNumberField("bytesFromClient", connection.fromClient().bytes());
    json.writeNumberField("bytesFromServer", connection.fromServer().bytes());
    fields.optionalTime("lostFromClient", connection.fromClient().lost());
    fields.optionalTime("lostFromServer", connection.fromServer().lost());
    fields.optionalTime("roundTripNanos", connection.roundTrip().minNanos());
    fields.optionalTime("passiveRoundTripNanos", connection.roundTrip().passiveNanos());
    fields.array("moves", connection.moves(), this::move);
    json.writeStringField("vantage", JsonFields.id(Vantage.UNKNOWN));
    fields.array("quality", List.<String>of(), json::writeString);
    json.writeObjectFieldStart("events");
    events("client", new EventCounts());
    events("server", new EventCounts());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void move(DatagramConnection.Move move) throws IOException {
    json.writeStartObject();
    fields.endpoint("client", move.client());
    fields.endpoint("server", move.server());
    json.writeNumberField("sinceNanos", move.sinceNanos());
    json.writeNumberField("packet", move.packet() + 1);
    json.writeEndObject();
  }

  private void events(String name, EventCounts counts) throws IOException {
    json.writeObjectFieldStart(name);
    for (SegmentEvent event : EVENTS) {
      json.writeNumberField(event.id(), counts.count(event));
    }
    json.writeEndObject();
  }
}
