package dev.stallscope.probe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * What is to be asked, as a person types it: a page, {@code https://} where nothing is said, or a
 * gRPC method, {@code grpc://HOST:PORT/package.Service/Method} in clear text and {@code grpcs://}
 * over TLS. Without a method it is one that the server offers to anyone; behind that of health
 * checking, {@code ?service=NAME} may ask for one service.
 *
 * @param url absolute and normalised, http or https, of the server where a call is made
 */
public record ProbeTarget(String url, Optional<GrpcMethod> call) {
  private static final Pattern GRPC = Pattern.compile("grpc(s?)://(.+)");
  private static final String SERVICE = "service";

  /** Reads it; empty for what is no such URL, or names no method. */
  public static Optional<ProbeTarget> parse(String typed) {
    String text = typed.strip();
    Matcher grpc = GRPC.matcher(text);
    if (grpc.matches()) {
      return Optional.ofNullable(HttpUrl.parse("http" + grpc.group(1) + "://" + grpc.group(2)))
          .flatMap(ProbeTarget::call);
    }
    return Optional.ofNullable(HttpUrl.parse(text.contains("://") ? text : "https://" + text))
        .map(url -> new ProbeTarget(url.toString(), Optional.empty()));
  }

  private static Optional<ProbeTarget> call(HttpUrl url) {
    String path = url.encodedPath().substring(1);
    String service = url.queryParameter(SERVICE);
    boolean isOfService = url.querySize() == 1 && service != null;
    if (url.querySize() > 0 && !(isOfService && path.equals(GrpcMethod.HEALTH.path()))) {
      return Optional.empty();
    }
    Optional<GrpcMethod> method =
        service == null || service.isEmpty() ? GrpcMethod.named(path) : GrpcMethod.health(service);
    return method.map(one -> new ProbeTarget(url.toString(), Optional.of(one)));
  }

  /** What asks for it, with all else as in a plan for its URL. */
  public ProbePlan plan(ProbePlan forUrl) {
    return call.map(method -> method.plan(forUrl)).orElse(forUrl);
  }

  /** What a plan asks for, as it could be typed again. */
  public static String text(ProbePlan plan) {
    return GrpcMethod.of(plan)
        .map(
            method ->
                plan.url().replaceFirst("^http", "grpc")
                    + method.service().map(name -> "?" + SERVICE + "=" + name).orElse(""))
        .orElse(plan.url());
  }

  /** The same for a title, with the method of HTTP in front. */
  public static String title(ProbePlan plan) {
    String text = text(plan);
    return GrpcMethod.of(plan).isPresent() ? text : plan.method() + " " + text;
  }
}
