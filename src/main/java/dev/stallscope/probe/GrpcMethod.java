package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Unary gRPC calls that a server answers to anyone who asks, where it offers them: health checking
 * (the GRPC Health Checking Protocol), else the list of services by reflection (GRPC Server
 * Reflection Protocol), whose stream of one question and one answer is as good as unary.
 *
 * <p>Their messages have one field of text at most, so that they are written here: a frame of the
 * flag for compression and four bytes of length (gRPC over HTTP/2), and in it the field's tag, its
 * length and its text (Protocol Buffers encoding).
 */
public enum GrpcMethod {
  /** {@code HealthCheckRequest} without a service asks about the whole server. */
  HEALTH("grpc.health.v1.Health/Check", ""),
  /** {@code ServerReflectionRequest.list_services}, field 7, of any value. */
  REFLECTION("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", ":\u0001*"),
  /** The same as it was before it was stable, which many servers still offer. */
  REFLECTION_ALPHA("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", ":\u0001*");

  private static final String MEDIA_TYPE = "application/grpc";

  private final String path;
  private final String message;

  GrpcMethod(String path, String message) {
    this.path = path;
    this.message = message;
  }

  /** Service and method, as gRPC writes them. */
  public String text() {
    return path;
  }

  /** The call at the server of a plan, as often and over the same way, in HTTP/2. */
  public ProbePlan plan(ProbePlan like) {
    HttpUrl url = HttpUrl.get(like.url()).newBuilder().encodedPath("/" + path).query(null).build();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("content-type", MEDIA_TYPE));
    fields.add(new Field("te", "trailers"));
    like.headers().fields().stream()
        .filter(field -> field.name().equalsIgnoreCase("user-agent"))
        .forEach(fields::add);
    return like.at(url.toString())
        .versions(List.of(HttpChoice.HTTP_2))
        .method("POST")
        .headers(HttpHeaders.of(fields))
        .body("\0\0\0\0" + (char) message.length() + message)
        .maxRedirects(0)
        .build();
  }

  /** The call that a plan makes; empty where it makes none of these. */
  public static Optional<GrpcMethod> of(ProbePlan plan) {
    return plan.headers().first("content-type").filter(MEDIA_TYPE::equals).isEmpty()
        ? Optional.empty()
        : Arrays.stream(values()).filter(one -> plan.url().endsWith("/" + one.path)).findFirst();
  }
}
