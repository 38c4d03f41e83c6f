package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.SetupMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who holds the token of a connection from when to when, and for which exchange. Where several
 * exchanges are open at once, who moves bytes hides who thinks.
 */
final class TokenTrack {
  private final List<Stretch> stretches;
  private int current;

  private TokenTrack(List<Stretch> stretches) {
    this.stretches = stretches;
  }

  /**
   * One party's turn.
   *
   * @param exchange the exchange that it belongs to; for {@link Token#CLIENT} the one that follows
   */
  record Stretch(Token token, long startNanos, long endNanos, Optional<Exchange> exchange) {}

  /**
   * The track of a connection.
   *
   * @param exchanges those on the connection
   */
  static TokenTrack of(TcpConnection connection, List<Exchange> exchanges) {
    List<Mark> marks = new ArrayList<>();
    addHandshake(marks, connection);
    boolean isDecoded = false;
    for (Exchange exchange : exchanges) {
      if (exchange.kind() == ExchangeKind.REQUEST || exchange.kind() == ExchangeKind.DNS) {
        isDecoded = true;
        addRequest(marks, exchange, brokenNanos(connection, exchange, exchanges));
      } else if (exchange.kind() == ExchangeKind.TLS) {
        exchange
            .setup()
            .ifPresent(
                setup ->
                    add(
                        marks,
                        Token.SETUP,
                        startNanos(setup, connection),
                        setup.endNanos(),
                        exchange));
      }
    }
    if (!exchanges.isEmpty()) {
      addWhatFollows(marks, connection, exchanges.getLast());
    }
    marks.sort(Comparator.comparingLong(Mark::nanos).thenComparing(mark -> !mark.isStart));
    return new TokenTrack(sweep(marks, isDecoded ? Token.CLIENT : Token.UNKNOWN));
  }

  /**
   * What a connection carries after its last answer switched it: messages of an unknown protocol.
   */
  private static void addWhatFollows(List<Mark> marks, TcpConnection connection, Exchange last) {
    boolean isSwitched =
        last.response().filter(response -> response.content().isSwitch()).isPresent();
    if (isSwitched) {
      long closed = connection.closing().finNanos();
      add(
          marks,
          Token.STREAMING,
          last.span().endNanos(),
          closed >= 0 ? closed : connection.endNanos(),
          last);
    }
  }

  /** A server that greets has its turn as soon as the connection is open. */
  private static long startNanos(SetupMessage setup, TcpConnection connection) {
    boolean isGreeted =
        setup.content() instanceof HandshakeContent said
            && said.isUpgrade()
            && said.flights().stream()
                .findFirst()
                .filter(first -> first.direction() == Direction.SERVER_TO_CLIENT)
                .isPresent();
    long openedNanos = connection.handshake().establishedNanos();
    return isGreeted && openedNanos >= 0
        ? Math.min(openedNanos, setup.startNanos())
        : setup.startNanos();
  }

  /** An exchange begins or ceases to hold a token. */
  private record Mark(long nanos, boolean isStart, Token token, Optional<Exchange> exchange) {}

  private static void addHandshake(List<Mark> marks, TcpConnection connection) {
    Handshake handshake = connection.handshake();
    if (handshake.synNanos() < 0) {
      return;
    }
    long end =
        switch (handshake.outcome()) {
          case ESTABLISHED, NOT_SEEN ->
              Math.max(
                  Math.max(handshake.establishedNanos(), handshake.synAckNanos()),
                  handshake.lastSynNanos());
          case REFUSED, UNANSWERED -> connection.endNanos();
        };
    marks.add(new Mark(handshake.synNanos(), true, Token.CONNECT, Optional.empty()));
    marks.add(new Mark(end, false, Token.CONNECT, Optional.empty()));
  }

  /**
   * When a reset, or a close before the end that was announced, cut off the response of the last
   * exchange, or its client gave up: until then the client waited for the rest. {@link
   * Long#MIN_VALUE} where none did.
   */
  private static long brokenNanos(
      TcpConnection connection, Exchange exchange, List<Exchange> exchanges) {
    TcpConnection.Closing closing = connection.closing();
    boolean isOpen =
        exchange.id() == exchanges.getLast().id()
            && exchange.response().map(response -> !response.isComplete()).orElse(false);
    if (isOpen && closing.resetBy() == Direction.SERVER_TO_CLIENT && closing.resetNanos() >= 0) {
      return closing.resetNanos();
    }
    boolean lacksEnd =
        isOpen && exchange.response().filter(response -> response.content().lacksEnd()).isPresent();
    if (lacksEnd && connection.isClosedByServer()) {
      return closing.finNanos();
    }
    return lacksEnd && exchange.span().endNanos() == closing.finNanos()
        ? closing.finNanos()
        : Long.MIN_VALUE;
  }

  private static void addRequest(List<Mark> marks, Exchange exchange, long brokenNanos) {
    if (exchange.request().isEmpty()) {
      exchange
          .response()
          .map(message -> message.span())
          .ifPresent(
              span -> add(marks, Token.RESPONSE, span.firstNanos(), span.lastNanos(), exchange));
      return;
    }
    MessageSpan request = exchange.request().get().span();
    Optional<MessageSpan> response = exchange.response().map(message -> message.span());
    long end = exchange.span().endNanos();
    long answered = response.map(MessageSpan::firstNanos).orElse(end);
    long sent = Math.min(request.lastNanos(), Math.max(answered, request.firstNanos()));
    OptionalLong inVain = exchange.outOfTimeSinceNanos();
    if (inVain.isPresent()) {
      boolean hasBegun = inVain.getAsLong() > sent;
      Token before = hasBegun ? Token.STREAMING : Token.REQUEST;
      add(marks, before, request.firstNanos(), inVain.getAsLong(), exchange);
      add(marks, Token.SERVER, inVain.getAsLong(), end, exchange);
      return;
    }
    if (exchange.request().get().content().isLongLived()) {
      if (response.isPresent() && exchange.request().get().content().isAnswerDue()) {
        add(marks, Token.STREAMING, request.firstNanos(), sent, exchange);
        add(marks, Token.SERVER, sent, answered, exchange);
        add(marks, Token.STREAMING, answered, end, exchange);
      } else {
        add(marks, Token.STREAMING, request.firstNanos(), end, exchange);
      }
      return;
    }
    add(marks, Token.REQUEST, request.firstNanos(), sent, exchange);
    if (exchange.isLongLived()) {
      add(marks, Token.STREAMING, sent, end, exchange);
      return;
    }
    add(marks, Token.SERVER, sent, answered, exchange);
    response.ifPresent(
        span -> {
          // An answer before the request's first byte shows a clock that was set back.
          boolean isStillSent = request.firstNanos() <= span.firstNanos();
          long ended =
              isStillSent ? span.lastNanos() : Math.max(span.lastNanos(), request.lastNanos());
          long last = Math.max(brokenNanos, ended);
          add(marks, Token.RESPONSE, Math.max(answered, sent), last, exchange);
          if (isStillSent && request.lastNanos() > last) {
            add(marks, Token.REQUEST, last, request.lastNanos(), exchange);
          }
        });
  }

  private static void add(
      List<Mark> marks, Token token, long startNanos, long endNanos, Exchange exchange) {
    marks.add(new Mark(startNanos, true, token, Optional.of(exchange)));
    marks.add(new Mark(Math.max(startNanos, endNanos), false, token, Optional.of(exchange)));
  }

  private static List<Stretch> sweep(List<Mark> marks, Token between) {
    List<Stretch> stretches = new ArrayList<>();
    int[] open = new int[Token.values().length];
    List<Optional<Exchange>> latest = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      latest.add(Optional.empty());
    }
    long since = Long.MIN_VALUE;
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      if (mark.nanos > since) {
        append(stretches, open, latest, between, since, mark);
        since = mark.nanos;
      }
      open[mark.token.ordinal()] += mark.isStart ? 1 : -1;
      if (mark.isStart) {
        latest.set(mark.token.ordinal(), mark.exchange);
      }
    }
    stretches.add(new Stretch(between, since, Long.MAX_VALUE, Optional.empty()));
    return stretches;
  }

  private static void append(
      List<Stretch> stretches,
      int[] open,
      List<Optional<Exchange>> latest,
      Token between,
      long since,
      Mark next) {
    Token token = between;
    for (Token candidate : Token.values()) {
      if (open[candidate.ordinal()] > 0) {
        token = candidate;
        break;
      }
    }
    Optional<Exchange> exchange = token == between ? next.exchange : latest.get(token.ordinal());
    Stretch last = stretches.isEmpty() ? null : stretches.getLast();
    if (last != null
        && last.token == token
        && last.exchange.map(Exchange::id).equals(exchange.map(Exchange::id))) {
      stretches.removeLast();
      since = last.startNanos;
    }
    stretches.add(new Stretch(token, since, next.nanos, exchange));
  }

  /** The stretch at a time; times asked for may only grow. */
  Stretch at(long epochNanos) {
    while (epochNanos >= stretches.get(current).endNanos) {
      current++;
    }
    return stretches.get(current);
  }
}
