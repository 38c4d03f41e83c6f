package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.protocol.Message;
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
import java.util.Optional;

/**
 * The HTTP exchanges of an analysis as an HTTP Archive, version 1.2
 * (http://www.softwareishard.com/blog/har-12-spec/). Durations are milliseconds, down to the
 * nanosecond; the timings of an entry add up to its time exactly, the TLS handshake lies within
 * {@code connect}, and what did not happen is -1. Bodies are not kept by an analysis, so there are
 * only their sizes.
 */
public final class HarExport {
  private static final int UNKNOWN = -1;
  private static final int NANO_DIGITS_OF_MILLIS = 6;

  private final JsonGenerator json;
  private final HarText text;

  private HarExport(JsonGenerator json, HarText text) {
    this.json = json;
    this.text = text;
  }

  /**
   * Writes the archive; the stream is left open.
   *
   * @param labels whether secrets are shown
   * @param version of this program
   * @throws IOException if the stream fails
   */
  public static void write(Analysis analysis, Labels labels, String version, OutputStream out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator generator = factory.createGenerator(out)) {
      generator.useDefaultPrettyPrinter();
      new HarExport(generator, new HarText(labels)).log(analysis, version);
      generator.writeRaw('\n');
    }
  }

  private void log(Analysis analysis, String version) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("log");
    json.writeStringField("version", "1.2");
    json.writeObjectFieldStart("creator");
    json.writeStringField("name", "Stallscope");
    json.writeStringField("version", version);
    json.writeEndObject();
    json.writeArrayFieldStart("entries");
    for (Exchange exchange : analysis.measurements().exchanges()) {
      Optional<HttpRequest> request = content(exchange.request(), HttpRequest.class);
      if (exchange.kind() == ExchangeKind.REQUEST && request.isPresent()) {
        entry(exchange, request.get(), content(exchange.response(), HttpResponse.class));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static <T> Optional<T> content(Optional<Message> message, Class<T> type) {
    return message.map(Message::content).filter(type::isInstance).map(type::cast);
  }

  private void entry(Exchange exchange, HttpRequest request, Optional<HttpResponse> response)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("startedDateTime", time(exchange.span().startNanos()));
    json.writeFieldName("time");
    json.writeNumber(millis(exchange.durationNanos()));
    request(exchange, request);
    if (response.isPresent()) {
      response(response.get());
    } else {
      noResponse();
    }
    json.writeObjectFieldStart("cache");
    json.writeEndObject();
    timings(exchange.phases());
    json.writeStringField("serverIPAddress", exchange.server().address().toString());
    json.writeStringField("connection", Integer.toString(exchange.connection()));
    if (response.isEmpty()) {
      json.writeStringField("comment", "The capture holds no response.");
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

  private void request(Exchange exchange, HttpRequest request) throws IOException {
    String url = text.url(request, exchange.server());
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
