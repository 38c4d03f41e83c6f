package dev.stallscope.probe;

import dev.stallscope.protocol.grpc.GrpcStatus;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.Optional;

/**
 * How a gRPC call ended.
 *
 * @param status its name, such as {@code OK}, or what HTTP says where no gRPC answered, such as
 *     {@code HTTP 404}
 * @param isOffered whether the method is there, however it ended
 */
public record GrpcAnswer(String status, boolean isOffered) {
  /** The answer of a run; empty where there was none. */
  public static Optional<GrpcAnswer> of(ProbeRun run) {
    return run.failure().isPresent() ? Optional.empty() : run.last().response().map(GrpcAnswer::of);
  }

  private static GrpcAnswer of(HttpResponse response) {
    // what has no messages may have its trailers in its head
    Optional<String> code =
        response.trailers().first("grpc-status").or(() -> response.headers().first("grpc-status"));
    return code.flatMap(GrpcStatus::of)
        .map(status -> new GrpcAnswer(status.name(), status != GrpcStatus.UNIMPLEMENTED))
        .orElseGet(() -> new GrpcAnswer("HTTP " + response.code(), false));
  }
}
