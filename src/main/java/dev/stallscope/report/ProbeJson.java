package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.net.IpAddress;
import dev.stallscope.probe.CertificateFacts;
import dev.stallscope.probe.ConnectAttempt;
import dev.stallscope.probe.GrpcAnswer;
import dev.stallscope.probe.NameLookup;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.RecordQuery;
import dev.stallscope.probe.TlsFacts;
import dev.stallscope.probe.proof.HopProof;
import dev.stallscope.probe.proof.PhaseProof;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.Redaction;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The JSON form of a probe, {@code stallscope-probe/1}; its schema stands beside the report's
 * resources. Times are epoch nanoseconds, sizes bytes; what was not reached is absent.
 */
public final class ProbeJson {
  /** The value of {@code schema}. */
  public static final String SCHEMA = "stallscope-probe/1";

  private final JsonGenerator json;
  private final JsonFields fields;
  private final ProbeProof proof;
  private final Labels labels;

  private ProbeJson(JsonGenerator json, ProbeProof proof, Labels labels) {
    this.json = json;
    this.proof = proof;
    this.labels = labels;
    fields = new JsonFields(json);
  }

  /**
   * Writes the result; the stream is left open.
   *
   * @param proof what the packets say, if they were recorded
   * @throws IOException if the stream fails
   */
  public static void write(ProbeResult result, ProbeProof proof, Labels labels, OutputStream out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.setCharacterEscapes(new HarmlessEscapes());
      new ProbeJson(json, proof, labels).result(result);
      json.writeRaw('\n');
    }
  }

  private void result(ProbeResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("url", labels.text(ProbeTarget.text(result.plan())));
    json.writeBooleanField("cutShort", result.isCutShort());
    fields.array("runs", result.runs(), this::run);
    json.writeEndObject();
  }

  private void run(ProbeRun run) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", JsonFields.id(run.plan().version()));
    json.writeStringField("kind", JsonFields.id(run.plan().kind()));
    json.writeNumberField("number", run.plan().number());
    json.writeNumberField("request", run.plan().request());
    json.writeNumberField("durationNanos", run.durationNanos());
    fields.array("requests", run.hops(), this::hop);
    if (run.failure().isPresent()) {
      failure(run.failure().get());
    }
    json.writeEndObject();
  }

  private void failure(ProbeFailure failure) throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("kind", JsonFields.id(failure.kind()));
    json.writeStringField("phase", failure.phase().id());
    json.writeStringField("sentence", labels.text(failure.sentence()));
    json.writeEndObject();
  }

  private void hop(ProbeHop hop) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", labels.text(hop.url()));
    span(hop.span());
    fields.array("phases", hop.phases().timings(), this::phase);
    json.writeBooleanField("reusedConnection", hop.isReused());
    if (hop.lookup().isPresent()) {
      lookup(hop.lookup().get());
    }
    fields.array("connects", hop.attempts(), this::connect);
    if (hop.client().isPresent()) {
      fields.endpoint("client", hop.client().get());
    }
    if (hop.tls().isPresent()) {
      tls(hop.tls().get());
    }
    if (hop.request().isPresent()) {
      request(hop.request().get());
    }
    if (hop.response().isPresent()) {
      response(hop.response().get());
    }
    json.writeNumberField("sentBytes", hop.sentBytes());
    json.writeNumberField("receivedBytes", hop.receivedBytes());
    packets(proof.of(hop));
    json.writeEndObject();
  }

  private void packets(HopProof packets) throws IOException {
    if (packets.exchange().isPresent()) {
      json.writeNumberField("exchange", packets.exchange().getAsInt());
    }
    if (!packets.phases().isEmpty()) {
      fields.array("packets", packets.phases(), this::proof);
    }
  }

  private void proof(PhaseProof phase) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", phase.phase().id());
    json.writeNumberField("measuredNanos", phase.measuredNanos());
    if (phase.seenNanos().isPresent()) {
      json.writeNumberField("wireNanos", phase.seenNanos().getAsLong());
    }
    fields.array("packets", phase.packets(), packet -> json.writeNumber(packet + 1));
    json.writeEndObject();
  }

  private void span(TimeSpan span) throws IOException {
    json.writeNumberField("startNanos", span.startNanos());
    json.writeNumberField("endNanos", span.endNanos());
  }

  private void phase(Timing timing) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", timing.phase().id());
    span(timing.span());
    json.writeEndObject();
  }

  private void lookup(NameLookup lookup) throws IOException {
    json.writeObjectFieldStart("lookup");
    json.writeStringField("host", lookup.host());
    json.writeStringField("source", lookup.source());
    strings("addresses", lookup.addresses().stream().map(IpAddress::toString).toList());
    fields.array("queries", lookup.queries(), this::query);
    json.writeEndObject();
  }

  private void query(RecordQuery query) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", query.type());
    json.writeStringField("server", query.server());
    span(query.span());
    json.writeStringField("rcode", query.rcode());
    json.writeStringField("problem", query.problem());
    fields.array("answers", query.answers(), this::answer);
    json.writeEndObject();
  }

  private void answer(RecordQuery.Answer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", answer.name());
    json.writeStringField("type", answer.type());
    json.writeNumberField("ttlSeconds", answer.ttlSeconds());
    json.writeStringField("value", answer.value());
    json.writeEndObject();
  }

  private void connect(ConnectAttempt attempt) throws IOException {
    json.writeStartObject();
    fields.endpoint("server", attempt.server());
    span(attempt.span());
    json.writeStringField("outcome", JsonFields.id(attempt.outcome()));
    json.writeStringField("problem", attempt.problem());
    json.writeEndObject();
  }

  private void tls(TlsFacts tls) throws IOException {
    json.writeObjectFieldStart("tls");
    json.writeStringField("version", tls.version());
    json.writeStringField("cipher", tls.cipher());
    json.writeStringField("alpn", tls.alpn());
    json.writeBooleanField("resumed", tls.isResumed());
    json.writeNumberField("chainBytes", tls.chainBytes());
    fields.array("chain", tls.chain(), this::certificate);
    json.writeEndObject();
  }

  private void certificate(CertificateFacts certificate) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", certificate.subject());
    json.writeStringField("issuer", certificate.issuer());
    strings("names", certificate.names());
    json.writeStringField("notBefore", certificate.notBefore().toString());
    json.writeStringField("notAfter", certificate.notAfter().toString());
    json.writeNumberField("sizeBytes", certificate.sizeBytes());
    json.writeEndObject();
  }

  private void request(HttpRequest request) throws IOException {
    json.writeObjectFieldStart("request");
    json.writeStringField("method", request.method());
    json.writeStringField("version", request.version().text());
    headers(request.headers());
    json.writeNumberField("bodyBytes", request.body().wireBytes());
    json.writeEndObject();
  }

  private void response(HttpResponse response) throws IOException {
    HttpBody body = response.body();
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", response.code());
    json.writeStringField("reason", labels.text(response.reason()));
    json.writeStringField("version", response.version().text());
    headers(response.headers());
    json.writeNumberField("bodyBytes", body.wireBytes());
    if (body.decodedBytes().isPresent()) {
      json.writeNumberField("decodedBytes", body.decodedBytes().getAsLong());
      json.writeBooleanField("decodedExactly", body.isDecodedExact());
    }
    Optional<GrpcAnswer> call = GrpcAnswer.of(response);
    if (call.isPresent()) {
      json.writeStringField("grpcStatus", call.get().status());
      json.writeStringField("grpcMessage", labels.text(call.get().message()));
    }
    json.writeEndObject();
  }

  private void headers(HttpHeaders headers) throws IOException {
    List<Field> shown = labels.reveals() ? headers.fields() : Redaction.headers(headers);
    fields.array("headers", shown, this::header);
  }

  private void header(Field field) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", field.name());
    json.writeStringField("value", field.value());
    json.writeEndObject();
  }

  private void strings(String name, List<String> values) throws IOException {
    fields.array(name, values, json::writeString);
  }
}
