package dev.stallscope.protocol.http1;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.DetectingDecoder;
import dev.stallscope.protocol.IgnoredStream;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.StreamBacklog;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of one connection. Knows which request a response answers, and what the stream
 * becomes after an upgrade or a CONNECT: the client's bytes after such a request are kept until the
 * answer says whose they are.
 */
final class Http1Stream implements StreamDecoder, MessageListener {
  private final DecoderContext context;
  private final RequestQueue queue;
  private final MessageReader client;
  private final MessageReader server;
  private final StreamBacklog ends = new StreamBacklog(0);
  private @Nullable SwitchRequest asked;
  private @Nullable StreamDecoder inner;
  private int anomalies;

  /** A request after which the stream may be something else, and what the client sent since. */
  private record SwitchRequest(OpenRequest request, StreamBacklog sent) {}

  Http1Stream(DecoderContext context) {
    this.context = context;
    this.queue = new RequestQueue(context.sink());
    this.client = new MessageReader(true, this, context.budget());
    this.server = new MessageReader(false, this, context.budget());
  }

  private MessageReader reader(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  @Override
  public void bytes(Direction direction, StreamBytes bytes) {
    int read = reader(direction).read(bytes);
    int left = bytes.length() - read;
    if (left == 0) {
      return;
    }
    StreamBytes rest =
        new StreamBytes()
            .set(
                bytes.array(),
                bytes.offset() + read,
                left,
                bytes.streamOffset() + read,
                bytes.epochNanos(),
                bytes.packet())
            .acknowledging(bytes.acknowledgedOffset());
    if (inner != null) {
      inner.bytes(direction, rest);
    } else if (asked != null && !asked.sent().add(direction, rest)) {
      goOnUnanswered();
      bytes(direction, rest);
    }
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    if (inner != null) {
      inner.gap(direction, gap);
    } else if (asked != null && direction == Direction.CLIENT_TO_SERVER) {
      if (!asked.sent().add(direction, gap)) {
        goOnUnanswered();
        gap(direction, gap);
      }
    } else {
      reader(direction).gap(gap);
    }
  }

  @Override
  public long unwanted(Direction direction) {
    return inner == null ? reader(direction).unwanted() : inner.unwanted(direction);
  }

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    if (inner != null) {
      inner.end(direction, end, epochNanos, packet);
      return;
    }
    if (asked != null && direction == Direction.CLIENT_TO_SERVER) {
      asked.sent().add(direction, end, epochNanos, packet);
      return;
    }
    ends.add(direction, end, epochNanos, packet);
    reader(direction).end(end);
    if (asked != null) {
      goOnUnanswered();
    }
  }

  /** The answer to a CONNECT or upgrade is not in the capture: the likelier case is taken. */
  private void goOnUnanswered() {
    if (asked != null && asked.request().method().equals("CONNECT")) {
      passOn(new DetectingDecoder(context));
    } else {
      goOnWithHttp();
    }
  }

  private void goOnWithHttp() {
    if (asked != null) {
      StreamBacklog sent = asked.sent();
      asked = null;
      client.resume();
      sent.replay(this);
    }
  }

  private void passOn(StreamDecoder decoder) {
    SwitchRequest request = asked;
    asked = null;
    client.stop();
    server.stop();
    inner = decoder;
    ends.replay(decoder);
    if (request != null) {
      request.sent().replay(decoder);
    }
  }

  @Override
  public BodyFraming begun(OpenMessage message) {
    return switch (message.start()) {
      case StartLine.Request(String method, String _, var _) -> {
        server.finishLost();
        message.request(queue.add(method, message.firstNanos()));
        yield BodyFraming.ofRequest(message.headers());
      }
      case StartLine.Status(int code, String _, var _) -> {
        client.finishLost();
        OpenRequest request = queue.answeredBy(message);
        if (request != null) {
          message.request(request);
        }
        yield BodyFraming.ofResponse(code, message.headers(), methodOf(request));
      }
      case null -> new BodyFraming(Framing.UNKNOWN, -1, true);
    };
  }

  private static String methodOf(@Nullable OpenRequest request) {
    return request == null ? "" : request.method();
  }

  @Override
  public void carried(boolean isRequest, OpenMessage message, long bytes, Delivery delivery) {
    context
        .sink()
        .carried(
            isRequest ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
            Message.streamKey(message.startOffset()),
            bytes,
            delivery);
  }

  @Override
  public void completed(OpenMessage message, boolean isEndSeen) {
    HttpBody body = message.bodyEnd(isEndSeen);
    if (message.isBomb()) {
      bomb(message, body);
    }
    boolean isWhole = isEndSeen && body.framing() != Framing.UNKNOWN;
    switch (message.start()) {
      case StartLine.Request line -> requestCompleted(message, line, isWhole);
      case StartLine.Status line -> responseCompleted(message, line, isWhole);
      case null -> {}
    }
  }

  private void requestCompleted(OpenMessage message, StartLine.Request line, boolean isWhole) {
    OpenRequest request = message.request();
    if (request == null) {
      return;
    }
    boolean mayWait = isWhole && !request.isAnswered();
    HttpRequest content = message.asRequest(line, context.isSecured() ? "https" : "http");
    queue.requestCompleted(request, Http1Messages.request(message, content, isWhole));
    if (mayWait && (line.method().equals("CONNECT") || content.isUpgrade())) {
      asked = new SwitchRequest(request, new StreamBacklog(DecodeLimits.UPGRADE_BYTES));
      client.stop();
    }
  }

  private void responseCompleted(OpenMessage message, StartLine.Status line, boolean isWhole) {
    OpenRequest request = message.request();
    HttpResponse content = message.asResponse(line);
    boolean isFinal = !content.isInterim();
    queue.responseCompleted(request, Http1Messages.response(message, content, isWhole), isFinal);
    if (content.isSwitch()) {
      passOn(successor(content));
    } else if (isFinal && asked != null && asked.request() == request) {
      goOnWithHttp();
    }
  }

  /** Frames of a WebSocket are not read; anything else is recognised by its content. */
  private StreamDecoder successor(HttpResponse response) {
    boolean isWebSocket =
        response.upgrade().filter(name -> name.strip().equalsIgnoreCase("websocket")).isPresent();
    return isWebSocket ? new IgnoredStream() : new DetectingDecoder(context);
  }

  private void bomb(OpenMessage message, HttpBody body) {
    report(
        new Anomaly(
            Anomaly.Kind.DECOMPRESSION_BOMB,
            message.lastPacket(),
            "http",
            message.span().startOffset(),
            body.wireBytes(),
            body.decodedBytes().orElse(0)));
  }

  @Override
  public void anomaly(Anomaly.Kind kind, int packet, long streamOffset) {
    report(new Anomaly(kind, packet, "http", streamOffset, 0, 0));
  }

  private void report(Anomaly anomaly) {
    if (anomalies < DecodeLimits.STREAM_ANOMALIES) {
      anomalies++;
      context.sink().anomaly(anomaly);
    }
  }
}
