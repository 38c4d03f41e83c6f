package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.MediaType;
import java.util.Optional;

/**
 * A response of which not every header field is known.
 *
 * @param headers those that are known
 */
public record PartialResponse(Optional<String> status, HttpHeaders headers)
    implements MessageContent {
  static PartialResponse of(HeaderBlock head) {
    return new PartialResponse(head.code() < 0 ? Optional.empty() : head.status(), head.headers());
  }

  @Override
  public String label() {
    return status.orElse("response (status not captured)");
  }

  @Override
  public boolean isFailure() {
    return status.filter(code -> code.compareTo("400") >= 0).isPresent();
  }

  /** Also where that is not known: then no pause can be judged. */
  @Override
  public boolean isLongLived() {
    MediaType type = MediaType.of(headers);
    return type.essence().isEmpty() || type.isStream();
  }
}
