package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a server offers HTTP/3 in its answers over TCP (Alt-Svc, RFC 7838 section 3). */
public final class Http3Offer {
  private static final Pattern ALTERNATIVE = Pattern.compile("\\bh3=\"[^\"]{1,300}\"");

  private Http3Offer() {}

  /** What Alt-Svc says of HTTP/3, such as {@code h3=":443"}; empty where it does not name it. */
  public static Optional<String> in(HttpHeaders headers) {
    return headers.fields().stream()
        .filter(field -> field.name().equalsIgnoreCase("alt-svc"))
        .map(Field::value)
        .map(ALTERNATIVE::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  /** What an answer over TCP tells, after UDP led nowhere. */
  static String sentence(ProbeHop asked) {
    if (asked.response().isEmpty()) {
      return "Over TCP it does not answer either.";
    }
    HttpResponse response = asked.response().get();
    String version = response.version().text();
    return in(response.headers())
        .map(
            offer ->
                "Over TCP it answers in %s and offers HTTP/3 by Alt-Svc (%s): so something on the way blocks UDP."
                    .formatted(version, offer))
        .orElse(
            "Over TCP it answers in %s and names no HTTP/3 in Alt-Svc: it seems not to offer it."
                .formatted(version));
  }
}
