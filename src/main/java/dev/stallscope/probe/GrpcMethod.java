package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A gRPC method to be called with one message: what a server offers to anyone who asks, where it
 * does, or one that a person names, which then gets an empty message.
 *
 * <p>The messages that are known here have one field of text at most, so that they are written
 * here: a frame of the flag for compression and four bytes of length (gRPC over HTTP/2), and in it
 * the field's tag, its length and its text (Protocol Buffers encoding).
 *
 * @param path service and method, as they stand in the URL; empty in {@link #ANY}
 * @param message what it is called with, ASCII, up to {@value #MAX_MESSAGE} bytes
 */
public record GrpcMethod(String path, String message) {
  /** {@code HealthCheckRequest} without a service asks about the whole server. */
  static final GrpcMethod HEALTH = new GrpcMethod("grpc.health.v1.Health/Check", "");

  /**
   * {@code ServerReflectionRequest.list_services}, field 7, of any value. Its stream of one
   * question and one answer is as good as unary.
   */
  static final GrpcMethod REFLECTION =
      new GrpcMethod("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", ":\u0001*");

  /** The same as it was before it was stable, which many servers still offer. */
  static final GrpcMethod REFLECTION_ALPHA =
      new GrpcMethod("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", ":\u0001*");

  /** Whichever of these the server offers first. */
  static final List<GrpcMethod> OFFERED = List.of(HEALTH, REFLECTION, REFLECTION_ALPHA);

  /** One of those that servers offer to anyone. */
  public static final GrpcMethod ANY = new GrpcMethod("", "");

  /** What fits behind one byte of length that is the same in UTF-8. */
  private static final int MAX_MESSAGE = 127;

  private static final int FRAME_HEADER = 5;
  private static final String MEDIA_TYPE = "application/grpc";
  private static final Set<String> OF_CALLS = Set.of("content-type", "te");
  private static final Pattern PATH = Pattern.compile("[\\w.]+/\\w+");

  /** {@code HealthCheckRequest.service}, field 1. */
  private static final String SERVICE_TAG = "\n";

  public GrpcMethod {
    if (message.length() > MAX_MESSAGE) {
      throw new IllegalArgumentException("too long a message: " + message.length());
    }
  }

  /** The method that a path names; empty where it names none. */
  static Optional<GrpcMethod> named(String path) {
    return path.isEmpty()
        ? Optional.of(ANY)
        : Optional.of(path)
            .filter(text -> PATH.matcher(text).matches())
            .map(text -> OFFERED.stream().filter(one -> one.path.equals(text)).findFirst())
            .map(known -> known.orElseGet(() -> new GrpcMethod(path, "")));
  }

  /** Health checking of one service by its name; empty where the name is too long. */
  static Optional<GrpcMethod> health(String service) {
    String message = SERVICE_TAG + (char) service.length() + service;
    return message.length() > MAX_MESSAGE || !service.chars().allMatch(it -> it < 128)
        ? Optional.empty()
        : Optional.of(new GrpcMethod(HEALTH.path, message));
  }

  /** Service and method, as gRPC writes them, and which service's health was asked for. */
  public String text() {
    return service().map(name -> path + " of " + name).orElse(path);
  }

  /** Whose health is asked for, where it is not that of the whole server. */
  Optional<String> service() {
    return path.equals(HEALTH.path) && !message.isEmpty()
        ? Optional.of(message.substring(SERVICE_TAG.length() + 1))
        : Optional.empty();
  }

  /** The call at the server of a plan, as often and over the same way, in HTTP/2. */
  public ProbePlan plan(ProbePlan like) {
    HttpUrl url = HttpUrl.get(like.url()).newBuilder().encodedPath("/" + path).query(null).build();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("content-type", MEDIA_TYPE));
    fields.add(new Field("te", "trailers"));
    like.headers().fields().stream()
        .filter(field -> !OF_CALLS.contains(HopPlan.lowerName(field)))
        .forEach(fields::add);
    return like.at(url.toString())
        .versions(List.of(HttpChoice.HTTP_2))
        .method("POST")
        .headers(HttpHeaders.of(fields))
        .body("\0\0\0\0" + (char) message.length() + message)
        .maxRedirects(0)
        .build();
  }

  /** The call that a plan makes; empty where it makes none. */
  public static Optional<GrpcMethod> of(ProbePlan plan) {
    return plan.headers().first("content-type").filter(MEDIA_TYPE::equals).isEmpty()
            || plan.body().length() < FRAME_HEADER
        ? Optional.empty()
        : Optional.of(
            new GrpcMethod(
                HttpUrl.get(plan.url()).encodedPath().substring(1),
                plan.body().substring(FRAME_HEADER)));
  }
}
