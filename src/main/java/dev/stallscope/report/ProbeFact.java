package dev.stallscope.report;

import dev.stallscope.probe.CertificateFacts;
import dev.stallscope.probe.ConnectAttempt;
import dev.stallscope.probe.GrpcAnswer;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.NameLookup;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.RecordQuery;
import dev.stallscope.probe.TlsFacts;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.Redaction;
import dev.stallscope.time.DurationText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Something that was learnt in a step of a probe's request.
 *
 * @param name of the step or header; empty for more of the step before
 * @param isHeader whether it is a header of the answer
 */
public record ProbeFact(String name, String text, boolean isHeader) {
  /** What tells how long an answer may be kept, how it was packed, and where it came from. */
  private static final List<String> TELLING_HEADERS =
      List.of(
          "cache-control",
          "age",
          "expires",
          "etag",
          "last-modified",
          "vary",
          "content-encoding",
          "transfer-encoding",
          "alt-svc",
          "server-timing",
          "x-cache",
          "via",
          "server",
          "location");

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Why a probe has no warm or resumed runs, or not as many as were asked for. */
  public static List<ProbeFact> unmet(ProbeResult result) {
    return UnmetRuns.of(result).stream()
        .map(
            one ->
                new ProbeFact(
                    one.kind().name().toLowerCase(Locale.ROOT), VerdictText.of(one), false))
        .toList();
  }

  /** All that is told of a request, in the order of its steps. */
  public static List<ProbeFact> of(HttpChoice version, ProbeHop hop, Labels labels) {
    List<ProbeFact> facts = new ArrayList<>();
    String transport = version == HttpChoice.HTTP_3 ? "QUIC" : "TCP";
    if (hop.isReused()) {
      add(facts, transport, "over the connection that was open already");
    }
    hop.lookup().ifPresent(lookup -> lookup(facts, lookup));
    for (ConnectAttempt attempt : hop.attempts()) {
      add(facts, transport, attempt(attempt, hop.span().startNanos()));
    }
    hop.tls().ifPresent(tls -> tls(facts, tls));
    hop.response().ifPresent(response -> response(facts, hop, response, labels));
    return facts.stream()
        .map(fact -> new ProbeFact(fact.name(), labels.text(fact.text()), fact.isHeader()))
        .toList();
  }

  private static void add(List<ProbeFact> facts, String name, String text) {
    facts.add(new ProbeFact(name, text, false));
  }

  private static void lookup(List<ProbeFact> facts, NameLookup lookup) {
    if (lookup.queries().isEmpty()) {
      add(
          facts,
          "DNS",
          "%s stands in %s: %s".formatted(lookup.host(), lookup.source(), lookup.addresses()));
    }
    for (RecordQuery query : lookup.queries()) {
      add(
          facts,
          "DNS",
          "%s from %s in %s: %s"
              .formatted(
                  query.type(),
                  query.server(),
                  DurationText.of(query.span().durationNanos()),
                  answer(query)));
    }
  }

  private static String answer(RecordQuery query) {
    if (query.rcode().isEmpty()) {
      return "no answer (" + query.problem() + ")";
    }
    String answers =
        query.answers().stream()
            .map(
                answer ->
                    (answer.type().equals("CNAME") ? answer.name() + " is " : "")
                        + "%s (TTL %,d s)".formatted(answer.value(), answer.ttlSeconds()))
            .collect(Collectors.joining(", "));
    return query.rcode() + (answers.isEmpty() ? ", no record" : ", " + answers);
  }

  private static String attempt(ConnectAttempt attempt, long startNanos) {
    String time = DurationText.of(attempt.span().durationNanos());
    String family = attempt.server().address().isV4() ? "IPv4" : "IPv6";
    String begin = DurationText.of(attempt.span().startNanos() - startNanos);
    String what =
        switch (attempt.outcome()) {
          case CONNECTED -> "connected in " + time;
          case FAILED -> "failed after " + time + ": " + attempt.problem();
          case GIVEN_UP -> "given up after " + time;
        };
    return "%s %s at %s, %s".formatted(family, attempt.server(), begin, what);
  }

  private static void tls(List<ProbeFact> facts, TlsFacts tls) {
    if (!tls.version().isEmpty()) {
      add(
          facts,
          "TLS",
          "%s, %s, %s, %s"
              .formatted(
                  tls.version().replace("TLSv", "TLS "),
                  tls.cipher(),
                  tls.alpn().isEmpty() ? "no ALPN" : "ALPN " + tls.alpn(),
                  tls.isResumed() ? "resumed session" : "full handshake"));
    }
    if (!tls.chain().isEmpty() && !tls.isResumed()) {
      CertificateFacts first = tls.chain().getFirst();
      add(
          facts,
          tls.version().isEmpty() ? "TLS" : "",
          "certificate for %s, by %s, valid until %s"
              .formatted(
                  first.names().isEmpty() ? first.subject() : String.join(", ", first.names()),
                  first.issuer(),
                  DAY.format(first.notAfter())));
      add(
          facts,
          "",
          "chain of %,d, %s; the first to expire does so on %s"
              .formatted(
                  tls.chain().size(), SizeText.of(tls.chainBytes()), DAY.format(expiry(tls))));
    }
  }

  private static Instant expiry(TlsFacts tls) {
    return tls.chain().stream()
        .map(CertificateFacts::notAfter)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void response(
      List<ProbeFact> facts, ProbeHop hop, HttpResponse response, Labels labels) {
    HttpBody body = response.body();
    OptionalLong decoded = body.decodedBytes();
    String coding =
        decoded.isPresent() && response.headers().has("content-encoding")
            ? ", %s%s decoded"
                .formatted(
                    body.isDecodedExact() ? "" : "at least ", SizeText.of(decoded.getAsLong()))
            : "";
    GrpcAnswer.of(response).ifPresent(answer -> add(facts, "gRPC", answer.text()));
    add(facts, "body", SizeText.of(body.wireBytes()) + coding);
    add(
        facts,
        "wire",
        "%s sent, %s received, TLS and framing included"
            .formatted(SizeText.of(hop.sentBytes()), SizeText.of(hop.receivedBytes())));
    for (Field field : response.headers().fields()) {
      if (TELLING_HEADERS.contains(field.name().toLowerCase(Locale.ROOT))) {
        String value =
            labels.reveals() ? field.value() : Redaction.header(field.name(), field.value());
        facts.add(new ProbeFact(field.name(), value, true));
      }
    }
  }
}
