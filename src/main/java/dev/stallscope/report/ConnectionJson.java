package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import java.io.IOException;
import java.util.List;

/** TCP connections, with the labels that Wireshark gives their segments. */
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
}
