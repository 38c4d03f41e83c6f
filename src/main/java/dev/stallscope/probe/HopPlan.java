package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * One request of a run: the plan's, or what a redirect made of it (RFC 9110 section 15.4).
 *
 * @param body empty for none
 */
record HopPlan(HttpUrl url, String method, HttpHeaders headers, String body) {
  /** What must not be told to another server than the one that it was meant for. */
  private static final Set<String> SECRETS =
      Set.of("authorization", "cookie", "proxy-authorization", "host");

  private static final Set<String> OF_BODIES =
      Set.of("content-type", "content-length", "content-encoding", "content-language");

  static HopPlan first(ProbePlan plan) {
    return new HopPlan(HttpUrl.get(plan.url()), plan.method(), plan.headers(), plan.body());
  }

  /** Asks for the same without its body, which changes nothing on the server. */
  HopPlan asHead() {
    return new HopPlan(url, "HEAD", without(headers, OF_BODIES), "");
  }

  /** The request that a redirect asks for; empty where its target is no URL for HTTP. */
  Optional<HopPlan> redirected(HttpResponse response) {
    HttpUrl target = url.resolve(response.location().orElse(""));
    if (target == null) {
      return Optional.empty();
    }
    HttpHeaders kept = isSameOrigin(target) ? headers : without(headers, SECRETS);
    return Optional.of(
        becomesGet(response.code())
            ? new HopPlan(target, "GET", without(kept, OF_BODIES), "")
            : new HopPlan(target, method, kept, body));
  }

  private boolean isSameOrigin(HttpUrl target) {
    return target.host().equals(url.host())
        && target.port() == url.port()
        && target.scheme().equals(url.scheme());
  }

  private boolean becomesGet(int code) {
    return switch (code) {
      case 301, 302 -> method.equals("POST");
      case 303 -> !method.equals("HEAD");
      default -> false;
    };
  }

  private static HttpHeaders without(HttpHeaders headers, Set<String> names) {
    return HttpHeaders.of(
        headers.fields().stream().filter(field -> !names.contains(lowerName(field))).toList());
  }

  static String lowerName(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
