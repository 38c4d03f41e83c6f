package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageRole;
import org.jspecify.annotations.Nullable;

/**
 * The answer that one of several requests of HTTP/2 waits for after others were answered. Which one
 * it belongs to cannot be told, only that one was due: fewer records had come than requests had
 * gone, the client was silent as long (a small request may look like a WINDOW_UPDATE), and what
 * comes after the silence ends a stream. That an empty DATA frame with END_STREAM shows, which is
 * the only one of its size behind the acknowledgement of SETTINGS (RFC 9113 sections 6.1 and
 * 6.5.3); of a server that sends END_STREAM together with data nothing is told. News on a stream
 * that stays open end none.
 */
final class LateAnswer {
  private final TurnMessages messages;
  private @Nullable TurnRun asked;
  private @Nullable TurnRun late;
  private long clientNanos = Long.MIN_VALUE;

  LateAnswer(TurnMessages messages) {
    this.messages = messages;
  }

  /** The client sent a record of any kind. */
  void clientSpoke(SeenRecord record) {
    clientNanos = record.lastNanos();
  }

  /** The client sent a record that may be a request. */
  void asked(SeenRecord record, int plaintext) {
    asked = new TurnRun(record, plaintext);
    late = null;
  }

  /** The server goes on after a silence, {@code records} of its answers behind {@code requests}. */
  void goesOn(TurnRun said, int requests, int records) {
    boolean isUnasked = said.firstNanos() - clientNanos > TurnPairs.SILENCE_NANOS;
    late = messages.isHttp2() && records < requests && isUnasked ? said : null;
  }

  /** The server sent more; whether that is a part of the late answer. */
  void more(SeenRecord record, int plaintext) {
    if (late != null && isAtOnce(late, record)) {
      late.add(record, plaintext);
    } else {
      late = null;
    }
  }

  /** A frame of the server ends a stream: what was late is handed over with the last request. */
  void streamEnds(SeenRecord record, int turn) {
    TurnRun answer = late;
    late = null;
    if (answer != null && asked != null && isAtOnce(answer, record)) {
      answer.goesOn(record.lastNanos(), record.lastPacket());
      messages.turn(MessageRole.REQUEST, Direction.CLIENT_TO_SERVER, asked, turn);
      messages.turn(MessageRole.RESPONSE, Direction.SERVER_TO_CLIENT, answer, turn);
    }
  }

  private static boolean isAtOnce(TurnRun before, SeenRecord record) {
    return record.firstNanos() - before.lastNanos() <= TurnPairs.SILENCE_NANOS;
  }
}
