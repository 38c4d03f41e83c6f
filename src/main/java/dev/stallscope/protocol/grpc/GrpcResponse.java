package dev.stallscope.protocol.grpc;

import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.http.AnswerEnd;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.TimeSpan;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The answer to a call.
 *
 * @param http the response that carries it; its trailers hold the outcome, or its headers where
 *     nothing else was sent
 */
public record GrpcResponse(HttpResponse http, GrpcMessages messages, AnswerEnd end)
    implements MessageContent {
  private static final int HTTP_OK = 200;

  private Optional<String> field(String name) {
    return field(http, name);
  }

  private static Optional<String> field(HttpResponse http, String name) {
    return http.trailers().first(name).or(() -> http.headers().first(name));
  }

  /** How the call ended that a response tells of; empty where it tells of none. */
  public static Optional<GrpcStatus> status(HttpResponse http) {
    return field(http, "grpc-status").flatMap(GrpcStatus::of);
  }

  /** What the server said in a response of its failure; not redacted. */
  public static Optional<String> message(HttpResponse http) {
    return field(http, "grpc-message").map(GrpcResponse::decoded);
  }

  /** How the call ended; empty where that was not seen, or a proxy answered in HTTP only. */
  public Optional<GrpcStatus> grpcStatus() {
    return status(http);
  }

  /** What the server said of its failure; not redacted. */
  public Optional<String> grpcMessage() {
    return message(http);
  }

  /** Percent-encoded UTF-8, in which a plus sign is itself. */
  private static String decoded(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }

  @Override
  public String label() {
    return status().orElse("");
  }

  @Override
  public Optional<String> status() {
    return grpcStatus()
        .map(GrpcStatus::name)
        .or(() -> field("grpc-status"))
        .or(() -> http.code() == HTTP_OK ? givenUp() : http.status());
  }

  private Optional<String> givenUp() {
    return end.givenUpBy().map(_ -> end.reason());
  }

  /** Until the client gave it up, or the server because the time was over. */
  @Override
  public Optional<TimeSpan> awaitedInVain() {
    boolean isInVain =
        end.isGivenUpByClient()
            || grpcStatus().filter(GrpcStatus.DEADLINE_EXCEEDED::equals).isPresent();
    long last = messages.count() == 0 ? 0 : Math.max(http.headEndNanos(), messages.lastNanos());
    return isInVain
        ? Optional.of(new TimeSpan(Math.min(last, end.epochNanos()), end.epochNanos()))
        : Optional.empty();
  }

  @Override
  public boolean isFailure() {
    return field("grpc-status").map(code -> !code.strip().equals("0")).orElse(http.isFailure());
  }

  /** A server's stream pauses by design. */
  @Override
  public boolean isLongLived() {
    return !end.isWhole() || messages.count() > 1;
  }

  @Override
  public MessageContent carrier() {
    return http;
  }
}
