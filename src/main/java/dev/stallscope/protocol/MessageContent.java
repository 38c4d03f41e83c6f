package dev.stallscope.protocol;

import java.util.Optional;

/**
 * What a message says, in the terms that hold for every protocol; a rule for one protocol asks for
 * the protocol's own type.
 */
public interface MessageContent {
  /**
   * One line that names the message: {@code GET /users?page=2} or {@code A example.org}. Not
   * redacted.
   */
  String label();

  /** A response's outcome as the protocol writes it: {@code 200}, {@code NXDOMAIN}. */
  default Optional<String> status() {
    return Optional.empty();
  }

  /** Whether a response reports a failure. */
  default boolean isFailure() {
    return false;
  }

  /** Whether pauses are by design: event streams, upgraded connections, long polls, tunnels. */
  default boolean isLongLived() {
    return false;
  }

  /**
   * Whether it may be several messages, or none: where its bounds are guessed, silence in it need
   * not be a pause.
   */
  default boolean mayBeSeveral() {
    return false;
  }

  /** The message of the protocol below in which it was sent; itself where that is the transport. */
  default MessageContent carrier() {
    return this;
  }

  /** The name that a client called the server, as a handshake tells it. */
  default Optional<String> serverName() {
    return Optional.empty();
  }

  /** Whether a request holds its body back until an interim response allows it. */
  default boolean awaitsInterim() {
    return false;
  }
}
