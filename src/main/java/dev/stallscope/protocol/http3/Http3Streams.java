package dev.stallscope.protocol.http3;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.IgnoredStream;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.StreamApplication;
import dev.stallscope.protocol.http.stream.AnomalyLog;
import dev.stallscope.protocol.http.stream.OpenStream;
import dev.stallscope.protocol.http.stream.StreamMessages;
import dev.stallscope.protocol.http.stream.StreamReset;
import dev.stallscope.protocol.http.stream.StreamTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a connection by what they are for. Requests that are over go to the sink. */
final class Http3Streams {
  private static final StreamReset.Reason REJECTED =
      ErrorCode.reason(ErrorCode.H3_REQUEST_REJECTED.code());

  private final MessageSink sink;
  private final AnomalyLog anomalies;
  private final StreamTable table;
  private final Peer client = new Peer(Direction.CLIENT_TO_SERVER);
  private final Peer server = new Peer(Direction.SERVER_TO_CLIENT);
  private final Map<Long, RequestStream> requests = new LinkedHashMap<>();

  Http3Streams(DecoderContext context, List<StreamApplication> applications) {
    sink = context.sink();
    anomalies = new AnomalyLog(sink, "http3");
    table = new StreamTable(context.budget(), applications, this::handOver);
  }

  /** The key of a pushed stream: requests have their ids, which are not negative. */
  static long pushKey(long pushId) {
    return -1 - pushId;
  }

  /** Bytes of a message's frames came. */
  void carried(Direction sender, long key, long bytes, Delivery delivery) {
    sink.carried(sender, key, bytes, delivery);
  }

  StreamTable table() {
    return table;
  }

  AnomalyLog anomalies() {
    return anomalies;
  }

  Peer peer(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  /** The stream of a request; it is opened by whatever is said of it first. */
  RequestStream request(long id) {
    RequestStream open = requests.get(id);
    if (open == null) {
      open = new RequestStream(id, this);
      requests.put(id, open);
      if (requests.size() > DecodeLimits.OPEN_STREAMS) {
        requests.values().iterator().next().end();
      }
    }
    return open;
  }

  /** The stream of a request, null where nothing was sent on it or nothing will be. */
  @Nullable RequestStream openRequest(long id) {
    return requests.get(id);
  }

  /** A stream that one side opened for itself. */
  StreamDecoder oneWay(Direction direction) {
    return new NumberedStream(0, (type, offset) -> contents(direction, type, offset));
  }

  private StreamDecoder contents(Direction direction, long type, long offset) {
    return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
      case 0 -> new ControlStream(direction, this, offset);
      case 1 -> new NumberedStream(offset, (pushId, at) -> push(direction, pushId, at));
      case 2 -> peer(direction).encoder();
      case (int) VarInt.MISSING -> {
        peer(direction).missedStart();
        yield new IgnoredStream();
      }
      default -> new IgnoredStream();
    };
  }

  private StreamDecoder push(Direction direction, long pushId, long offset) {
    if (direction == Direction.CLIENT_TO_SERVER || pushId == VarInt.MISSING) {
      return new IgnoredStream();
    }
    long key = pushKey(pushId);
    return new MessageSide(key, server, this, offset, () -> table.close(key));
  }

  /** The server takes up no request from an id on (RFC 9114 section 5.2). */
  void goAway(long firstRefused, MessageSpan span) {
    table.goAway(
        firstRefused,
        new OpenStream.Reset(
            new StreamReset("GOAWAY", REJECTED, Direction.SERVER_TO_CLIENT), span));
  }

  /** A request's stream is over. */
  void close(long id, OpenStream.@Nullable Reset reset) {
    if (reset == null) {
      table.close(id);
    } else {
      table.reset(id, reset);
    }
    requests.remove(id);
  }

  private void handOver(OpenStream stream) {
    RequestStream request = requests.get(stream.id());
    if (request != null) {
      for (Direction sender : Direction.values()) {
        stream.waits(sender, List.copyOf(request.waits(sender)));
      }
    }
    StreamMessages.of(
            stream, new Correlation.ByKey(stream.id()), AppProtocol.HTTP3, HttpVersion.HTTP_3)
        .forEach(sink::message);
  }

  /** The connection is over: so is every stream. */
  void end() {
    List.copyOf(requests.values()).forEach(RequestStream::end);
    table.end();
  }
}
