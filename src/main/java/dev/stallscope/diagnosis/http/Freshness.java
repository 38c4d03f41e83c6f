package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says about being kept by the client that asked (RFC 9111 section 4.2.1). What a
 * cache may guess from its age is left out: a client need not guess.
 *
 * @param isForbidden whether it must not be kept, or is not the same for everybody who asks so
 * @param lifetimeNanos how long it may be used without asking again; empty where nothing is said
 * @param validator name of the field that a client could ask with whether it has changed, or empty
 */
record Freshness(boolean isForbidden, OptionalLong lifetimeNanos, Optional<String> validator) {
  /** A year, the longest that RFC 2616 had allowed and that anyone means. */
  private static final long MOST_SECONDS = 365L * 24 * 3600;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  static Freshness of(HttpResponse response) {
    HttpHeaders headers = response.headers();
    List<String> directives = headers.tokens("cache-control");
    boolean isForbidden = directives.contains("no-store") || headers.tokens("vary").contains("*");
    return new Freshness(isForbidden, lifetime(headers, directives), validator(headers));
  }

  private static Optional<String> validator(HttpHeaders headers) {
    if (headers.has("etag")) {
      return Optional.of("ETag");
    }
    return headers.has("last-modified") ? Optional.of("Last-Modified") : Optional.empty();
  }

  private static OptionalLong lifetime(HttpHeaders headers, List<String> directives) {
    if (directives.contains("no-cache")) {
      return OptionalLong.of(0);
    }
    OptionalLong seconds = maxAge(directives);
    if (seconds.isEmpty()) {
      seconds = dated(headers);
    }
    if (seconds.isEmpty()) {
      return OptionalLong.empty();
    }
    long age = number(headers.first("age").orElse("")).orElse(0);
    return OptionalLong.of(Nanos.ofSeconds(Math.clamp(seconds.getAsLong() - age, 0, MOST_SECONDS)));
  }

  private static OptionalLong maxAge(List<String> directives) {
    return directives.stream()
        .filter(directive -> directive.startsWith("max-age="))
        .map(directive -> number(directive.substring("max-age=".length()).replace("\"", "")))
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong dated(HttpHeaders headers) {
    OptionalLong date = headers.has("expires") ? date(headers, "date") : OptionalLong.empty();
    if (date.isEmpty()) {
      return OptionalLong.empty();
    }
    // An Expires field that cannot be read means: expired (section 5.3).
    return OptionalLong.of(date(headers, "expires").orElse(0) - date.getAsLong());
  }

  /** Seconds, or empty where the text is no number. */
  static OptionalLong number(String text) {
    boolean isNumber =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static OptionalLong date(HttpHeaders headers, String name) {
    String value = headers.first(name).orElse("");
    try {
      return OptionalLong.of(Instant.from(DATE.parse(value)).getEpochSecond());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
