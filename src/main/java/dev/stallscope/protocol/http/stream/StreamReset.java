package dev.stallscope.protocol.http.stream;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageContent;
import java.util.Optional;

/**
 * What stands in a response's place where a stream was given up before it had one.
 *
 * @param frame {@code RST_STREAM}, or {@code GOAWAY} for a stream that the server did not take up
 * @param sentBy who gave it up
 */
public record StreamReset(String frame, Reason reason, Direction sentBy) implements MessageContent {
  /**
   * Why, as the protocol says it.
   *
   * @param name the error code's
   * @param isCancellation whether it is no error: what was asked for is no longer wanted
   */
  public record Reason(String name, boolean isCancellation) {}

  @Override
  public String label() {
    return frame + " " + reason.name();
  }

  @Override
  public Optional<String> status() {
    return Optional.of(reason.name());
  }

  /** A client may cancel what it no longer wants. */
  @Override
  public boolean isFailure() {
    return !(sentBy == Direction.CLIENT_TO_SERVER && reason.isCancellation());
  }
}
