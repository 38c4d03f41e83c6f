package dev.stallscope.protocol.http.stream;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.protocol.http.AnswerEnd;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.StreamApplication;
import dev.stallscope.protocol.http.StreamApplication.BodyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is handed over of a stream that is over. */
public final class StreamMessages {
  private static final String CONNECT = "CONNECT";

  private final OpenStream stream;
  private final Correlation correlation;
  private final AppProtocol protocol;
  private final HttpVersion version;
  private final List<Message> messages = new ArrayList<>(2);

  private StreamMessages(
      OpenStream stream, Correlation correlation, AppProtocol protocol, HttpVersion version) {
    this.stream = stream;
    this.correlation = correlation;
    this.protocol = protocol;
    this.version = version;
  }

  /**
   * The messages of a stream: request, interim responses, response.
   *
   * @param protocol of what is no {@link StreamApplication}'s
   */
  public static List<Message> of(
      OpenStream stream, Correlation correlation, AppProtocol protocol, HttpVersion version) {
    StreamMessages made = new StreamMessages(stream, correlation, protocol, version);
    made.request();
    made.responses();
    return made.messages;
  }

  private void request() {
    StreamMessage request = stream.request();
    if (request != null) {
      Direction sentBy =
          stream.isPushed() ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
      add(MessageRole.REQUEST, sentBy, request.span(), request.isEnded(), content(request));
    }
  }

  private MessageContent content(StreamMessage request) {
    HeaderBlock head = request.head();
    if (stream.isPushed()) {
      return PushedRequest.of(head);
    }
    String method = head.method().orElse("");
    String target =
        method.equals(CONNECT) && head.path().isEmpty()
            ? head.authority().orElse("")
            : head.path().orElse("");
    if (!head.isWhole() || method.isEmpty() || target.isEmpty()) {
      return PartialRequest.of(head);
    }
    HttpRequest http =
        new HttpRequest(
            method,
            target,
            head.scheme().orElse("http"),
            version,
            head.headers(),
            request.trailers(),
            request.body(),
            request.headSpan().lastNanos(),
            request.headSpan().lastPacket());
    StreamApplication application = stream.application();
    BodyReader body = request.reader();
    StreamMessage response = stream.response();
    return application == null || body == null
        ? http
        : application.request(http, body, response != null && response.isEnded());
  }

  private void responses() {
    for (StreamMessage interim : stream.interim()) {
      add(MessageRole.INTERIM, Direction.SERVER_TO_CLIENT, interim.span(), true, answer(interim));
    }
    StreamMessage response = stream.response();
    OpenStream.Reset reset = stream.reset();
    if (response != null) {
      MessageContent content = answer(response);
      boolean isWhole =
          response.isEnded()
              && !(content.carrier() instanceof HttpResponse answer && answer.body().hasGap());
      add(MessageRole.RESPONSE, Direction.SERVER_TO_CLIENT, response.span(), isWhole, content);
    } else if (reset != null) {
      add(MessageRole.RESPONSE, reset.content().sentBy(), reset.span(), true, reset.content());
    }
  }

  private MessageContent answer(StreamMessage response) {
    HeaderBlock head = response.head();
    if (!head.isWhole() || head.code() < 0) {
      return PartialResponse.of(head);
    }
    StreamMessage request = stream.request();
    HttpResponse http =
        new HttpResponse(
            head.code(),
            "",
            version,
            head.headers(),
            response.trailers(),
            response.body(),
            request == null ? "" : request.head().method().orElse(""),
            response.headSpan().lastNanos(),
            response.headSpan().lastPacket());
    StreamApplication application = stream.application();
    BodyReader body = response.reader();
    return application == null || body == null || http.isInterim()
        ? http
        : application.response(http, body, end(response));
  }

  private AnswerEnd end(StreamMessage response) {
    OpenStream.Reset reset = stream.reset();
    MessageSpan span = reset == null || response.isEnded() ? response.span() : reset.span();
    return response.isEnded() || reset == null
        ? new AnswerEnd(
            response.isEnded(), Optional.empty(), "", span.lastNanos(), span.lastPacket())
        : new AnswerEnd(
            false,
            Optional.of(reset.content().sentBy()),
            reset.content().reason().name(),
            span.lastNanos(),
            span.lastPacket());
  }

  private void add(
      MessageRole role,
      Direction direction,
      MessageSpan span,
      boolean isComplete,
      MessageContent content) {
    StreamApplication application = stream.application();
    messages.add(
        new Message(
            application == null ? protocol : application.protocol(),
            role,
            direction,
            span,
            correlation,
            isComplete,
            1,
            content,
            role == MessageRole.INTERIM ? StreamFacts.NONE : facts(role, direction)));
  }

  private StreamFacts facts(MessageRole role, Direction direction) {
    StreamMessage sent = stream.sentBy(direction);
    return new StreamFacts(
        stream.waits(direction),
        sent == null ? List.of() : sent.deliveryWaits(),
        role == MessageRole.REQUEST ? stream.concurrencyLimit() : StreamFacts.NO_LIMIT,
        role == MessageRole.REQUEST && sent != null
            ? stream.priority().with(sent.head().headers())
            : "");
  }
}
