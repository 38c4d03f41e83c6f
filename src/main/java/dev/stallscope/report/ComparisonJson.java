package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.probe.compare.CaptureSubject;
import dev.stallscope.probe.compare.CaptureVersions;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.GrpcCalls;
import dev.stallscope.probe.compare.RoundTrips;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.compare.Spread;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.probe.compare.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of versions compared, {@code stallscope-comparison/1}; its schema stands beside the
 * report's resources. Times are nanoseconds, sizes bytes; what is not known is absent.
 */
public final class ComparisonJson {
  /** The value of {@code schema}. */
  public static final String SCHEMA = "stallscope-comparison/1";

  private final JsonGenerator json;
  private final JsonFields fields;
  private final Labels labels;

  private ComparisonJson(JsonGenerator json, Labels labels) {
    this.json = json;
    this.labels = labels;
    fields = new JsonFields(json);
  }

  /**
   * Writes comparisons; the stream is left open.
   *
   * @param note what is to be known of all, or why there are none; empty where there is nothing
   * @throws IOException if the stream fails
   */
  public static void write(
      List<ComparedSubject> subjects, String note, Labels labels, OutputStream out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.setCharacterEscapes(new HarmlessEscapes());
      ComparisonJson writer = new ComparisonJson(json, labels);
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      if (!note.isEmpty()) {
        json.writeStringField("note", note);
      }
      writer.fields.array("subjects", subjects, writer::subject);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /**
   * Writes what a capture holds; the stream is left open.
   *
   * @param subjects of {@code found} that are told of
   * @throws IOException if the stream fails
   */
  public static void write(
      CaptureVersions found, List<CaptureSubject> subjects, Labels labels, OutputStream out)
      throws IOException {
    String note =
        found.subjects().isEmpty()
            ? CaptureVersionsText.obstacle(found, CaptureVersionsText.PROBE)
            : found.isAcrossPorts() ? CaptureVersionsText.acrossPorts() : "";
    write(subjects.stream().map(CaptureSubject::compared).toList(), note, labels, out);
  }

  private void subject(ComparedSubject subject) throws IOException {
    Comparison comparison = subject.comparison();
    json.writeStartObject();
    json.writeStringField("name", labels.text(subject.name()));
    json.writeNumberField("resources", subject.resources());
    if (comparison.roundTripNanos().isPresent()) {
      json.writeNumberField("roundTripNanos", comparison.roundTripNanos().getAsLong());
    }
    fields.array("groups", comparison.groups(), this::group);
    fields.array("verdicts", comparison.verdicts(), this::verdict);
    fields.array("missing", comparison.missing(), this::missing);
    fields.array("traffic", comparison.traffic(), this::traffic);
    fields.array("grpc", comparison.grpc(), this::grpc);
    fields.array("unmet", comparison.unmet(), this::unmet);
    fields.array(
        "unannounced", comparison.unannounced(), url -> json.writeString(labels.text(url)));
    json.writeEndObject();
  }

  private void group(RunGroup group) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", group.key().version().text());
    json.writeStringField("kind", JsonFields.id(group.key().kind()));
    json.writeNumberField("runs", group.runs().size());
    spread("total", group.total());
    json.writeObjectFieldStart("phases");
    for (Phase phase : Phase.values()) {
      Spread spread = group.phase(phase);
      if (spread.mostNanos() > 0) {
        spread(phase.id(), spread);
      }
    }
    json.writeEndObject();
    json.writeStringField("dominantPhase", group.dominant().id());
    json.writeNumberField("sentBytes", group.sentBytes());
    json.writeNumberField("receivedBytes", group.receivedBytes());
    roundTrips(group.roundTrips());
    json.writeEndObject();
  }

  private void unmet(UnmetRuns one) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", labels.text(one.url()));
    if (one.version().isPresent()) {
      json.writeStringField("version", one.version().get().text());
    }
    json.writeStringField("kind", JsonFields.id(one.kind()));
    json.writeNumberField("runs", one.runs());
    json.writeStringField("why", labels.text(VerdictText.of(one)));
    json.writeEndObject();
  }

  private void grpc(GrpcCalls calls) throws IOException {
    json.writeStartObject();
    json.writeStringField("method", calls.method());
    json.writeBooleanField("offered", calls.isOffered());
    json.writeObjectFieldStart("statuses");
    for (Map.Entry<String, Integer> status : calls.statuses().entrySet()) {
      json.writeNumberField(status.getKey(), status.getValue());
    }
    json.writeEndObject();
    fields.array("groups", calls.groups(), this::group);
    json.writeEndObject();
  }

  private void spread(String name, Spread spread) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("leastNanos", spread.leastNanos());
    json.writeNumberField("lowerQuartileNanos", spread.quartileNanos(1));
    json.writeNumberField("medianNanos", spread.medianNanos());
    json.writeNumberField("upperQuartileNanos", spread.quartileNanos(3));
    json.writeNumberField("mostNanos", spread.mostNanos());
    json.writeEndObject();
  }

  private void roundTrips(RoundTrips trips) throws IOException {
    json.writeObjectFieldStart("roundTrips");
    json.writeNumberField("connect", trips.connect());
    json.writeNumberField("tls", trips.tls());
    json.writeNumberField("request", trips.request());
    json.writeNumberField("body", trips.body());
    json.writeEndObject();
  }

  private void verdict(Verdict verdict) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", JsonFields.id(verdict.kind()));
    json.writeStringField("faster", verdict.faster().text());
    json.writeStringField("slower", verdict.slower().text());
    json.writeStringField("outcome", JsonFields.id(verdict.outcome()));
    json.writeNumberField("slowerNanos", verdict.slowerNanos());
    json.writeNumberField("lowNanos", verdict.lowNanos());
    json.writeNumberField("highNanos", verdict.highNanos());
    json.writeStringField("dominantPhase", verdict.dominant().id());
    json.writeNumberField("dominantNanos", verdict.dominantNanos());
    json.writeStringField("sentence", VerdictText.of(verdict));
    json.writeEndObject();
  }

  private void missing(Comparison.Missing missing) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", missing.version().text());
    json.writeStringField("url", labels.text(missing.url()));
    json.writeNumberField("runs", missing.runs());
    json.writeStringField("sentence", labels.text(missing.sentence()));
    json.writeEndObject();
  }

  private void traffic(Traffic traffic) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", traffic.version().text());
    json.writeNumberField("connections", traffic.connections());
    json.writeNumberField("requests", traffic.requests());
    json.writeNumberField("packets", traffic.packets());
    json.writeNumberField("bytes", traffic.bytes());
    if (traffic.sentAgain().isPresent()) {
      json.writeNumberField("sentAgain", traffic.sentAgain().getAsLong());
    }
    if (traffic.roundTripNanos().isPresent()) {
      json.writeNumberField("roundTripNanos", traffic.roundTripNanos().getAsLong());
    }
    json.writeEndObject();
  }
}
