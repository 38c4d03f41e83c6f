package dev.stallscope.protocol;

import dev.stallscope.time.TimeSpan;
import java.util.Optional;
import java.util.OptionalLong;

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
   * Whether an answer is due to a long-lived request, so that nothing before its first byte is a
   * pause by design.
   */
  default boolean isAnswerDue() {
    return false;
  }

  /** Whether the connection carries something else after it: an upgrade, or a tunnel. */
  default boolean isSwitch() {
    return false;
  }

  /** How long a request's sender waits for the answer at most, in nanoseconds, if it says so. */
  default OptionalLong patienceNanos() {
    return OptionalLong.empty();
  }

  /**
   * Of an answer that was waited for in vain: since when nothing more of it had come (0 where
   * nothing ever had), and when that ended. Until then it may have brought something.
   */
  default Optional<TimeSpan> awaitedInVain() {
    return Optional.empty();
  }

  /**
   * Whether it may be several messages, or none: where its bounds are guessed, silence in it need
   * not be a pause.
   */
  default boolean mayBeSeveral() {
    return false;
  }

  /** Whether what tells where it ends was captured; what comes later may be another otherwise. */
  default boolean isEndKnown() {
    return true;
  }

  /** Whether more of it had been announced than came before its sender's last word. */
  default boolean lacksEnd() {
    return false;
  }

  /** Whether it may be one that pauses by design: what would tell was not captured. */
  default boolean mayBeStream() {
    return false;
  }

  /** Whether the first answer to a set-up was that it has to begin again. */
  default boolean beganAgain() {
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
