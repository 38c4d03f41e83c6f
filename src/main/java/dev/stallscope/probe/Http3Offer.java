package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  /**
   * The URLs that were answered in HTTP/3 while no answer over TCP named it; those that were not
   * asked over TCP, too, are not among them.
   */
  public static List<String> unannounced(List<ProbeResult> results) {
    return results.stream()
        .filter(result -> answers(result, true).findAny().isPresent())
        .filter(result -> answers(result, false).findAny().isPresent())
        .filter(result -> answers(result, false).allMatch(one -> in(one.headers()).isEmpty()))
        .map(result -> result.plan().url())
        .toList();
  }

  private static Stream<HttpResponse> answers(ProbeResult result, boolean isQuic) {
    return result.runs().stream()
        .filter(run -> run.failure().isEmpty())
        .flatMap(run -> run.last().response().stream())
        .filter(response -> isQuic == (response.version() == HttpVersion.HTTP_3));
  }

  /** What an answer over TCP tells, after UDP led nowhere. */
  static String sentence(ProbeHop asked) {
    if (asked.response().isEmpty()) {
      return asked
          .failure()
          .filter(failure -> failure.phase().compareTo(Phase.CONNECT) > 0)
          .map(failure -> "Over TCP it fails in another way: " + failure.sentence())
          .orElse("Over TCP it does not answer either.");
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
