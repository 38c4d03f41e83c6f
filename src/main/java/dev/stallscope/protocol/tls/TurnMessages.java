package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands over what the turns of a connection came to, with what its protocol may be. */
final class TurnMessages {
  /** {@code GET / HTTP/1.1}, {@code Host: a}: a shorter request is none of the web. */
  private static final int SHORTEST_HTTP_1_BYTES = 27;

  /** Alternation that is strict for so many turns is trusted more (STALLS 5.4). */
  private static final int TRUSTED_TURNS = 3;

  private static final double FIRST_CONFIDENCE = 0.7;
  private static final double TRUSTED_CONFIDENCE = 0.9;
  private static final double HTTP_2_CONFIDENCE = 0.4;
  private static final double DOUBTFUL_CONFIDENCE = 0.4;

  private final MessageSink sink;
  private final Optional<TlsHandshake> handshake;
  private @Nullable ProtocolGuess guess;

  TurnMessages(MessageSink sink, Optional<TlsHandshake> handshake) {
    this.sink = sink;
    this.handshake = handshake;
  }

  boolean isGuessed() {
    return guess != null;
  }

  /** Guesses the protocol by the size of the client's first record. */
  void guess(int firstBytes) {
    guess = ProtocolGuess.of(handshake, firstBytes);
  }

  /** Whether the protocol is known by ALPN, not by sizes. */
  boolean isAgreed() {
    return handshake.flatMap(TlsHandshake::protocolChosen).isPresent();
  }

  /** What had the size of a preface was answered, and so a request. */
  void wasNoPreface() {
    guess =
        new ProtocolGuess(
            AppProtocol.UNKNOWN,
            "h2 was offered, but the first record was answered as a request",
            false);
  }

  /** The server was silent within an answer for which HTTP/2 would have had to be set up. */
  void wasNoHttp2() {
    if (!isHttp1()) {
      guess =
          new ProtocolGuess(
              AppProtocol.HTTP1,
              "http/1.1 was offered, and the client acknowledged no SETTINGS of HTTP/2",
              false);
    }
  }

  boolean isHttp1() {
    return guessed().protocol() == AppProtocol.HTTP1;
  }

  /** Whether it may be HTTP/1 by what the client offered, and is not known to be anything else. */
  boolean offersHttp1() {
    return guessed().protocol() == AppProtocol.UNKNOWN
        && handshake
            .filter(told -> told.protocolsOffered().contains(ProtocolGuess.HTTP_1))
            .isPresent();
  }

  /** Frames of a WebSocket are shorter than any request of HTTP/1. */
  boolean isTooShort(TurnRun asked) {
    return !isHttp2() && asked.plaintextBytes() < SHORTEST_HTTP_1_BYTES;
  }

  boolean isHttp2() {
    return guessed().isHttp2();
  }

  private ProtocolGuess guessed() {
    return guess == null ? ProtocolGuess.of(handshake, 0) : guess;
  }

  /** A request or response is over; it is one of the {@code turn}-th pair, from 1. */
  void turn(MessageRole role, Direction direction, TurnRun run, int turn) {
    EncryptedTurn content =
        new EncryptedTurn(
            direction,
            run.plaintextBytes(),
            run.records(),
            guessed().protocol(),
            guessed().reason(),
            serverName());
    message(role, direction, run, content, confidence(turn));
  }

  private double confidence(int turn) {
    if (isHttp2()) {
      return HTTP_2_CONFIDENCE;
    }
    if (guessed().isDoubtful()) {
      return DOUBTFUL_CONFIDENCE;
    }
    return turn >= TRUSTED_TURNS ? TRUSTED_CONFIDENCE : FIRST_CONFIDENCE;
  }

  /** What was not paired is over. */
  void activity(ActivityRun activity) {
    EncryptedActivity content =
        activity.content(guessed().protocol(), guessed().reason(), serverName());
    message(
        MessageRole.REQUEST,
        Direction.CLIENT_TO_SERVER,
        activity.run(),
        content,
        HTTP_2_CONFIDENCE);
  }

  private Optional<String> serverName() {
    return handshake.flatMap(TlsHandshake::serverName);
  }

  private void message(
      MessageRole role,
      Direction direction,
      TurnRun run,
      MessageContent content,
      double confidence) {
    sink.message(
        new Message(
            AppProtocol.TLS,
            role,
            direction,
            run.span(),
            Correlation.IN_ORDER,
            run.isWhole(),
            confidence,
            content));
  }
}
