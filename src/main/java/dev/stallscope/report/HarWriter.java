package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Writes an HTTP archive: its frame, and each entry whole. */
final class HarWriter {
  private static final int UNKNOWN = -1;
  private static final int NANO_DIGITS_OF_MILLIS = 6;

  private final JsonGenerator json;
  private final HarText text;

  private HarWriter(JsonGenerator json, HarText text) {
    this.json = json;
    this.text = text;
  }

  /**
   * Writes the archive; the stream is left open.
   *
   * @throws IOException if the stream fails
   */
  static void write(Iterable<HarEntry> entries, Labels labels, String version, OutputStream out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator generator = factory.createGenerator(out)) {
      generator.useDefaultPrettyPrinter();
      new HarWriter(generator, new HarText(labels)).log(entries, version);
      generator.writeRaw('\n');
    }
  }

  private void log(Iterable<HarEntry> entries, String version) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("log");
    json.writeStringField("version", "1.2");
    json.writeObjectFieldStart("creator");
    json.writeStringField("name", "Stallscope");
    json.writeStringField("version", version);
    json.writeEndObject();
    json.writeArrayFieldStart("entries");
    for (HarEntry entry : entries) {
      entry(entry);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void entry(HarEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("startedDateTime", time(entry.span().startNanos()));
    json.writeFieldName("time");
    json.writeNumber(millis(entry.span().durationNanos()));
    request(entry);
    if (entry.response().isPresent()) {
      response(entry.response().get());
    } else {
      noResponse();
    }
    json.writeObjectFieldStart("cache");
    json.writeEndObject();
    timings(entry.phases());
    json.writeStringField("serverIPAddress", entry.server().address().toString());
    if (!entry.connection().isEmpty()) {
      json.writeStringField("connection", entry.connection());
    }
    if (!entry.comment().isEmpty()) {
      json.writeStringField("comment", text.text(entry.comment()));
    }
    json.writeEndObject();
  }

  private static String time(long epochNanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, Nanos.PER_SECOND),
            Math.floorMod(epochNanos, Nanos.PER_SECOND))
        .toString();
  }

  private static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS_OF_MILLIS);
  }

  private void request(HarEntry entry) throws IOException {
    HttpRequest request = entry.request();
    String url = text.url(request, entry.server());
    json.writeObjectFieldStart("request");
    json.writeStringField("method", request.method());
    json.writeStringField("url", url);
    json.writeStringField("httpVersion", HarText.version(request.version()));
    json.writeArrayFieldStart("cookies");
    for (Field cookie : text.cookies(request.headers())) {
      field(cookie);
    }
    json.writeEndArray();
    fields("headers", text.fields(request.headers()));
    fields("queryString", HarText.query(url));
    json.writeNumberField("headersSize", UNKNOWN);
    json.writeNumberField("bodySize", request.body().wireBytes());
    json.writeEndObject();
  }

  private void response(HttpResponse response) throws IOException {
    HttpBody body = response.body();
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", response.code());
    json.writeStringField("statusText", response.reason());
    json.writeStringField("httpVersion", HarText.version(response.version()));
    json.writeArrayFieldStart("cookies");
    for (HarCookie cookie : text.setCookies(response.headers())) {
      cookie(cookie);
    }
    json.writeEndArray();
    fields("headers", text.fields(response.headers()));
    content(body, response.headers().first("content-type").orElse(""));
    json.writeStringField("redirectURL", text.text(response.location().orElse("")));
    json.writeNumberField("headersSize", UNKNOWN);
    json.writeNumberField("bodySize", body.wireBytes());
    json.writeEndObject();
  }

  private void content(HttpBody body, String mimeType) throws IOException {
    long decoded = body.isDecodedExact() ? body.decodedBytes().orElse(UNKNOWN) : UNKNOWN;
    json.writeObjectFieldStart("content");
    json.writeNumberField("size", decoded == UNKNOWN ? body.wireBytes() : decoded);
    if (decoded > body.wireBytes()) {
      json.writeNumberField("compression", decoded - body.wireBytes());
    }
    json.writeStringField("mimeType", mimeType.isEmpty() ? "x-unknown" : mimeType);
    json.writeEndObject();
  }

  /** What the specification's readers expect where there was no answer: status 0. */
  private void noResponse() throws IOException {
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", 0);
    json.writeStringField("statusText", "");
    json.writeStringField("httpVersion", "");
    fields("cookies", List.of());
    fields("headers", List.of());
    json.writeObjectFieldStart("content");
    json.writeNumberField("size", 0);
    json.writeStringField("mimeType", "x-unknown");
    json.writeEndObject();
    json.writeStringField("redirectURL", "");
    json.writeNumberField("headersSize", UNKNOWN);
    json.writeNumberField("bodySize", UNKNOWN);
    json.writeEndObject();
  }

  private void timings(PhaseTimings phases) throws IOException {
    long tlsNanos = phases.durationNanos(Phase.TLS);
    json.writeObjectFieldStart("timings");
    optional("blocked", phases.durationNanos(Phase.BLOCKED));
    optional("dns", phases.durationNanos(Phase.DNS));
    optional("connect", phases.durationNanos(Phase.CONNECT) + tlsNanos);
    timing("send", phases.durationNanos(Phase.SEND));
    timing("wait", phases.durationNanos(Phase.WAIT));
    timing("receive", phases.durationNanos(Phase.RECEIVE));
    optional("ssl", tlsNanos);
    json.writeEndObject();
  }

  private void timing(String name, long nanos) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(millis(nanos));
  }

  private void optional(String name, long nanos) throws IOException {
    if (nanos == 0) {
      json.writeNumberField(name, UNKNOWN);
    } else {
      timing(name, nanos);
    }
  }

  private void fields(String name, List<Field> fields) throws IOException {
    json.writeArrayFieldStart(name);
    for (Field field : fields) {
      field(field);
    }
    json.writeEndArray();
  }

  private void field(Field field) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", field.name());
    json.writeStringField("value", field.value());
    json.writeEndObject();
  }

  private void cookie(HarCookie cookie) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", cookie.name());
    json.writeStringField("value", cookie.value());
    if (!cookie.path().isEmpty()) {
      json.writeStringField("path", cookie.path());
    }
    if (!cookie.domain().isEmpty()) {
      json.writeStringField("domain", cookie.domain());
    }
    json.writeBooleanField("httpOnly", cookie.isHttpOnly());
    json.writeBooleanField("secure", cookie.isSecure());
    json.writeEndObject();
  }
}
