package dev.stallscope.protocol.grpc;

import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.http.HttpRequest;
import java.util.OptionalLong;

/**
 * A call.
 *
 * @param http the request that carries it
 * @param isAnswered whether the end of its answer was seen
 */
public record GrpcRequest(HttpRequest http, GrpcMessages messages, boolean isAnswered)
    implements MessageContent {
  @Override
  public String label() {
    return http.target().startsWith("/") ? http.target().substring(1) : http.target();
  }

  /** The package and name of the service. */
  public String service() {
    return label().substring(0, Math.max(0, label().lastIndexOf('/')));
  }

  public String method() {
    return label().substring(label().lastIndexOf('/') + 1);
  }

  /** How long the client waits at most, empty where it did not say. */
  public OptionalLong timeoutNanos() {
    return http.headers()
        .first("grpc-timeout")
        .map(GrpcTimeout::nanos)
        .orElse(OptionalLong.empty());
  }

  @Override
  public OptionalLong patienceNanos() {
    return timeoutNanos();
  }

  /** How often the client's library had made the same call before by itself; 0 if it had not. */
  public int previousAttempts() {
    return http.headers()
        .first("grpc-previous-rpc-attempts")
        .map(String::strip)
        .filter(digits -> digits.matches("[0-9]{1,4}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** A client's stream pauses by design; so may a server's, as long as it has not ended. */
  @Override
  public boolean isLongLived() {
    return !isAnswered || messages.count() > 1;
  }

  @Override
  public MessageContent carrier() {
    return http;
  }
}
