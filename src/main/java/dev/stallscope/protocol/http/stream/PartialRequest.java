package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.MediaType;
import java.util.Optional;

/**
 * A request of which not every header field is known: the connection was joined in the middle, or
 * packets are missing.
 *
 * @param headers those that are known
 */
public record PartialRequest(Optional<String> method, Optional<String> path, HttpHeaders headers)
    implements MessageContent {
  static PartialRequest of(HeaderBlock head) {
    return new PartialRequest(head.method(), head.path(), head.headers());
  }

  @Override
  public String label() {
    return method.orElse("request") + " " + path.orElse("(path not captured)");
  }

  /** Also where that is not known: then no pause can be judged. */
  @Override
  public boolean isLongLived() {
    MediaType type = MediaType.of(headers);
    return type.essence().isEmpty() || type.isGrpc();
  }
}
