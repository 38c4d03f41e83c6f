package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedTrace.nanos;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.protocol.tls.TlsFlight;
import dev.stallscope.protocol.tls.Upgrade;
import dev.stallscope.protocol.tls.UpgradeTalk;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Exchanges of the connection of a {@link ScriptedTrace}, by their times in milliseconds. */
public final class ScriptedExchange {
  private ScriptedExchange() {}

  /** A request with its response; a negative {@code responseFirst} means that none came. */
  public static Exchange request(
      double requestFirst, double requestLast, double responseFirst, double responseLast) {
    return request(0, requestFirst, requestLast, responseFirst, responseLast, false, false);
  }

  /** What a client says under TLS, and is not answered. */
  static Exchange encrypted(double requestFirst, double requestLast) {
    Exchange plain = request(requestFirst, requestLast, -1, -1);
    return new Exchange(
        plain.id(),
        plain.kind(),
        plain.connection(),
        plain.client(),
        plain.server(),
        AppProtocol.TLS,
        plain.label(),
        plain.status(),
        plain.isFailed(),
        plain.isLongLived(),
        plain.span(),
        plain.phases(),
        plain.parent(),
        plain.request(),
        plain.response(),
        plain.interim(),
        plain.setup(),
        plain.confidence());
  }

  /** A request that is itself sent as it comes into being. */
  static Exchange streamed(
      double requestFirst, double requestLast, double responseFirst, double responseLast) {
    Exchange plain = streaming(requestFirst, requestLast, responseFirst, responseLast);
    Message request = plain.request().orElseThrow();
    MessageContent content =
        new MessageContent() {
          @Override
          public String label() {
            return "stream";
          }

          @Override
          public boolean isLongLived() {
            return true;
          }
        };
    return exchange(
        plain.id(),
        plain.kind(),
        plain.span(),
        true,
        Optional.of(with(request, content)),
        plain.response(),
        plain.setup());
  }

  /** What both sides said under TLS: one request and its answer, or several. */
  static Exchange unread(
      double requestFirst, double requestLast, double responseFirst, double responseLast) {
    Exchange plain = request(requestFirst, requestLast, responseFirst, responseLast);
    MessageContent content =
        new MessageContent() {
          @Override
          public String label() {
            return "encrypted";
          }

          @Override
          public boolean mayBeSeveral() {
            return true;
          }
        };
    return exchange(
        plain.id(),
        plain.kind(),
        plain.span(),
        false,
        Optional.of(with(plain.request().orElseThrow(), content)),
        Optional.of(with(plain.response().orElseThrow(), content)),
        plain.setup());
  }

  /** A stream whose answer ends in silence, and is given up when the time is over. */
  static Exchange outOfTime(double asked, double lastAnswer, double end, double patience) {
    Exchange plain = streaming(asked, asked, lastAnswer, end);
    return exchange(
        plain.id(),
        plain.kind(),
        plain.span(),
        true,
        Optional.of(with(plain.request().orElseThrow(), new Limited(nanos(patience) - nanos(0)))),
        Optional.of(
            with(
                plain.response().orElseThrow(),
                new InVain(new TimeSpan(nanos(lastAnswer), nanos(end))))),
        plain.setup());
  }

  private record Limited(long nanos) implements MessageContent {
    @Override
    public String label() {
      return "stream";
    }

    @Override
    public boolean isLongLived() {
      return true;
    }

    @Override
    public OptionalLong patienceNanos() {
      return OptionalLong.of(nanos);
    }
  }

  private record InVain(TimeSpan silence) implements MessageContent {
    @Override
    public String label() {
      return "given up";
    }

    @Override
    public Optional<TimeSpan> awaitedInVain() {
      return Optional.of(silence);
    }
  }

  private static Message with(Message message, MessageContent content) {
    return new Message(
        message.protocol(),
        message.role(),
        message.direction(),
        message.span(),
        message.correlation(),
        true,
        1,
        content);
  }

  static Exchange streaming(
      double requestFirst, double requestLast, double responseFirst, double responseLast) {
    return request(0, requestFirst, requestLast, responseFirst, responseLast, true, false);
  }

  /** The same, where the response waited for permission to go on. */
  static Exchange waiting(Exchange exchange, double since, double granted) {
    Message free = exchange.response().orElseThrow();
    Message response =
        new Message(
            free.protocol(),
            free.role(),
            free.direction(),
            free.span(),
            free.correlation(),
            free.isComplete(),
            free.confidence(),
            free.content(),
            new StreamFacts(
                List.of(new CreditWait(nanos(since), nanos(granted))),
                List.of(),
                StreamFacts.NO_LIMIT));
    return exchange(
        exchange.id(),
        exchange.kind(),
        exchange.span(),
        exchange.isLongLived(),
        exchange.request(),
        Optional.of(response),
        exchange.setup());
  }

  static Exchange expecting(
      double requestFirst, double requestLast, double responseFirst, double responseLast) {
    return request(0, requestFirst, requestLast, responseFirst, responseLast, false, true);
  }

  static Exchange request(
      int id,
      double requestFirst,
      double requestLast,
      double responseFirst,
      double responseLast,
      boolean isLongLived,
      boolean awaitsInterim) {
    boolean isAnswered = responseFirst >= 0;
    return exchange(
        id,
        ExchangeKind.REQUEST,
        new TimeSpan(nanos(requestFirst), nanos(Math.max(requestLast, responseLast))),
        isLongLived,
        Optional.of(
            message(
                MessageRole.REQUEST,
                Direction.CLIENT_TO_SERVER,
                requestFirst,
                requestLast,
                awaitsInterim)),
        isAnswered
            ? Optional.of(
                message(
                    MessageRole.RESPONSE,
                    Direction.SERVER_TO_CLIENT,
                    responseFirst,
                    responseLast,
                    false))
            : Optional.empty(),
        Optional.empty());
  }

  static Exchange handshake(double start, double end, boolean isComplete) {
    return setUp(start, end, isComplete, content(false));
  }

  /** A handshake of which a refusal of the first offer was read. */
  static Exchange handshakeBegunAgain(double start, double end) {
    MessageContent refused =
        new MessageContent() {
          @Override
          public String label() {
            return "TLS";
          }

          @Override
          public boolean beganAgain() {
            return true;
          }
        };
    return setUp(start, end, true, refused);
  }

  /** Questions and answers in the clear that ask for TLS; the server may have greeted. */
  static Exchange upgrade(double start, double end, boolean isGreeted) {
    List<TlsFlight> flights = isGreeted ? List.of(greeting(start)) : List.of();
    return setUp(start, end, true, new UpgradeTalk(Upgrade.SMTP, flights));
  }

  private static Exchange setUp(
      double start, double end, boolean isComplete, MessageContent content) {
    return exchange(
        0,
        ExchangeKind.TLS,
        new TimeSpan(nanos(start), nanos(end)),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new SetupMessage(
                AppProtocol.TLS, nanos(start), nanos(end), 0, 0, isComplete, content)));
  }

  private static TlsFlight greeting(double millis) {
    return new TlsFlight(
        Direction.SERVER_TO_CLIENT, nanos(millis), nanos(millis), 0, 0, 1, 0, List.of("greeting"));
  }

  private static Exchange exchange(
      int id,
      ExchangeKind kind,
      TimeSpan span,
      boolean isLongLived,
      Optional<Message> request,
      Optional<Message> response,
      Optional<SetupMessage> setup) {
    return new Exchange(
        id,
        kind,
        0,
        new Endpoint(IpAddress.parse("10.0.0.1"), 40000),
        new Endpoint(IpAddress.parse("10.0.0.2"), 80),
        AppProtocol.HTTP1,
        "GET /",
        Optional.empty(),
        false,
        isLongLived,
        span,
        new PhaseTimings(List.of()),
        -1,
        request,
        response,
        List.of(),
        setup,
        1);
  }

  private static Message message(
      MessageRole role, Direction direction, double first, double last, boolean awaitsInterim) {
    return new Message(
        AppProtocol.HTTP1,
        role,
        direction,
        new MessageSpan(nanos(first), nanos(last), 0, 0, 0, 1),
        Correlation.IN_ORDER,
        true,
        1,
        content(awaitsInterim));
  }

  private static MessageContent content(boolean awaitsInterim) {
    return new MessageContent() {
      @Override
      public String label() {
        return "GET /";
      }

      @Override
      public boolean awaitsInterim() {
        return awaitsInterim;
      }
    };
  }
}
