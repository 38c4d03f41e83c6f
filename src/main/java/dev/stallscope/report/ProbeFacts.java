package dev.stallscope.report;

import dev.stallscope.probe.CertificateFacts;
import dev.stallscope.probe.ConnectAttempt;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.NameLookup;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.RecordQuery;
import dev.stallscope.probe.TlsFacts;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.Redaction;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What was learnt in each step of a request of a probe, a paragraph each. */
record ProbeFacts(Page page) {
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

  void write(HttpChoice version, ProbeHop hop) throws IOException {
    if (hop.isReused()) {
      fact("", "over the connection that was open already");
    }
    if (hop.lookup().isPresent()) {
      lookup(hop.lookup().get());
    }
    for (ConnectAttempt attempt : hop.attempts()) {
      fact(
          version == HttpChoice.HTTP_3 ? "QUIC" : "TCP", attempt(attempt, hop.span().startNanos()));
    }
    if (hop.tls().isPresent()) {
      tls(hop.tls().get());
    }
    if (hop.response().isPresent()) {
      response(hop, hop.response().get());
    }
  }

  private void fact(String name, String text) throws IOException {
    page.paragraph("    %-8s".formatted(name), "            ", text);
  }

  private void lookup(NameLookup lookup) throws IOException {
    if (lookup.queries().isEmpty()) {
      fact(
          "DNS",
          "%s stands in %s: %s".formatted(lookup.host(), lookup.source(), lookup.addresses()));
    }
    for (RecordQuery query : lookup.queries()) {
      fact(
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

  private void tls(TlsFacts tls) throws IOException {
    if (!tls.version().isEmpty()) {
      fact(
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
      fact(
          "",
          "certificate for %s, by %s, valid until %s"
              .formatted(
                  first.names().isEmpty() ? first.subject() : String.join(", ", first.names()),
                  first.issuer(),
                  DAY.format(first.notAfter())));
      fact(
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

  private void response(ProbeHop hop, HttpResponse response) throws IOException {
    HttpBody body = response.body();
    OptionalLong decoded = body.decodedBytes();
    String coding =
        decoded.isPresent() && response.headers().has("content-encoding")
            ? ", %s%s decoded"
                .formatted(
                    body.isDecodedExact() ? "" : "at least ", SizeText.of(decoded.getAsLong()))
            : "";
    fact("body", SizeText.of(body.wireBytes()) + coding);
    fact(
        "wire",
        "%s sent, %s received, TLS and framing included"
            .formatted(SizeText.of(hop.sentBytes()), SizeText.of(hop.receivedBytes())));
    headers(response.headers());
  }

  private void headers(HttpHeaders headers) throws IOException {
    for (Field field : headers.fields()) {
      if (TELLING_HEADERS.contains(field.name().toLowerCase(Locale.ROOT))) {
        String value =
            page.labels().reveals() ? field.value() : Redaction.header(field.name(), field.value());
        fact("", field.name() + ": " + value);
      }
    }
  }
}
