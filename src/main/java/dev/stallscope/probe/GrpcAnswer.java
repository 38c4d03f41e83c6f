package dev.stallscope.probe;

import dev.stallscope.protocol.grpc.GrpcResponse;
import dev.stallscope.protocol.grpc.GrpcStatus;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.Optional;

/**
 * How a gRPC call ended.
 *
 * @param status its name, such as {@code OK}, or what HTTP says where no gRPC answered, such as
 *     {@code HTTP 404}
 * @param message what the server said of its failure, not redacted; empty where it said nothing
 * @param isOffered whether the method is there, however it ended
 */
public record GrpcAnswer(String status, String message, boolean isOffered) {
  /** The answer of a run; empty where there was none. */
  public static Optional<GrpcAnswer> of(ProbeRun run) {
    return run.failure().isPresent()
        ? Optional.empty()
        : run.last()
            .response()
            .map(
                response ->
                    of(response)
                        .orElseGet(() -> new GrpcAnswer("HTTP " + response.code(), "", false)));
  }

  /** The end of a call that a response tells of; empty where it is none of gRPC. */
  public static Optional<GrpcAnswer> of(HttpResponse response) {
    return GrpcResponse.status(response)
        .map(
            status ->
                new GrpcAnswer(
                    status.name(),
                    GrpcResponse.message(response).orElse(""),
                    status != GrpcStatus.UNIMPLEMENTED));
  }

  /** Status and message in one. */
  public String text() {
    return message.isEmpty() ? status : status + ": " + message;
  }
}
