package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.net.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Shapes that occur in many places of the JSON form. */
record JsonFields(JsonGenerator json) {
  /** Numbers of packets, from 1. */
  void packets(List<Integer> indexes) throws IOException {
    array("packets", indexes, index -> json.writeNumber(index + 1));
  }

  void endpoint(String name, Endpoint endpoint) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("address", endpoint.address().toString());
    json.writeNumberField("port", endpoint.port());
    json.writeEndObject();
  }

  void optionalId(String name, int id) throws IOException {
    if (id < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, id);
    }
  }

  void optionalTime(String name, long nanos) throws IOException {
    if (nanos < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, nanos);
    }
  }

  <T> void array(String name, Iterable<T> values, Writer<T> writer) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      writer.write(value);
    }
    json.writeEndArray();
  }

  static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Writes one value. */
  interface Writer<T> {
    void write(T value) throws IOException;
  }
}
