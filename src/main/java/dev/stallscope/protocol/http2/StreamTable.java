package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.http.StreamApplication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a connection. Those that are over are handed to the sink. */
final class StreamTable {
  private static final int UPGRADED_STREAM = 1;

  private final MessageSink sink;
  private final ContentBudget budget;
  private final Map<Integer, OpenStream> open = new LinkedHashMap<>();
  private final RecentIds closed = new RecentIds(DecodeLimits.CLOSED_STREAMS);
  private final FlowControl client = new FlowControl(Direction.CLIENT_TO_SERVER, open);
  private final FlowControl server = new FlowControl(Direction.SERVER_TO_CLIENT, open);
  private final List<StreamApplication> applications;
  private boolean isUpgraded;

  StreamTable(MessageSink sink, ContentBudget budget, List<StreamApplication> applications) {
    this.applications = applications;
    this.sink = sink;
    this.budget = budget;
  }

  /** HTTP/1.1 came before: the request of the first stream was sent in it. */
  void upgraded() {
    isUpgraded = true;
  }

  /** What a side is sending on a stream, null where its head was not seen. */
  @Nullable StreamMessage sending(Direction direction, int streamId) {
    OpenStream stream = open.get(streamId);
    return stream == null ? null : stream.sentBy(direction);
  }

  /** What a side may send. */
  FlowControl flow(Direction sender) {
    return sender == Direction.CLIENT_TO_SERVER ? client : server;
  }

  /** The connection is seen from its start. */
  void begins() {
    client.begins();
    server.begins();
  }

  /**
   * A header section.
   *
   * @return false where too many streams are open, so that one had to be given up
   */
  boolean section(Direction direction, HeaderSection section) {
    if (closed.has(section.streamId())) {
      return true;
    }
    if (section.isPromise()) {
      promise(direction, section);
    } else if (direction == Direction.CLIENT_TO_SERVER) {
      request(section);
    } else {
      response(section);
    }
    OpenStream stream = open.get(section.streamId());
    if (stream != null) {
      closeIfOver(stream);
    }
    return shrink();
  }

  private void promise(Direction direction, HeaderSection section) {
    if (direction == Direction.SERVER_TO_CLIENT && !open.containsKey(section.streamId())) {
      OpenStream stream = opened(section.streamId(), true);
      StreamMessage request = message(stream, section, true);
      request.end();
      stream.request(request);
    }
  }

  private void request(HeaderSection section) {
    OpenStream stream = open.get(section.streamId());
    StreamMessage begun = stream == null ? null : stream.request();
    if (begun != null) {
      begun.trailers(section);
    } else if (section.block().isRequest() || !section.block().isWhole()) {
      OpenStream of = stream == null ? opened(section.streamId(), false) : stream;
      of.request(message(of, section, true));
    }
  }

  private void response(HeaderSection section) {
    OpenStream stream = open.get(section.streamId());
    StreamMessage begun = stream == null ? null : stream.response();
    int code = section.block().code();
    if (begun != null) {
      begun.trailers(section);
    } else if (stream != null || code >= 0) {
      OpenStream of = stream == null ? opened(section.streamId(), false) : stream;
      StreamMessage message = message(of, section, false);
      if (code >= 100 && code < 200) {
        of.interim(message);
      } else {
        of.response(message);
      }
    }
  }

  private StreamMessage message(OpenStream stream, HeaderSection section, boolean isRequest) {
    stream.speaks(section.block().headers(), applications);
    return new StreamMessage(section, isRequest, budget, stream.application());
  }

  private OpenStream opened(int streamId, boolean isPushed) {
    OpenStream stream = new OpenStream(streamId, isPushed, client.credit(), server.credit());
    open.put(streamId, stream);
    return stream;
  }

  /** A message's last frame was seen, or it was cut. */
  void closeIfOver(int streamId) {
    OpenStream stream = open.get(streamId);
    if (stream != null) {
      closeIfOver(stream);
    }
  }

  private void closeIfOver(OpenStream stream) {
    if (stream.isOver()) {
      close(stream);
    }
  }

  private void close(OpenStream stream) {
    open.remove(stream.id());
    closed.add(stream.id());
    handOver(stream);
  }

  private void handOver(OpenStream stream) {
    boolean wasAsked = isUpgraded && stream.id() == UPGRADED_STREAM && stream.request() == null;
    Http2Messages.of(stream, wasAsked).forEach(sink::message);
  }

  /** What a side may send is no longer known. */
  void creditMissed() {
    client.lost();
    server.lost();
  }

  /** Frames of a side were missed; a request that was open may have ended in them. */
  void lost(Direction direction) {
    creditMissed();
    if (direction == Direction.CLIENT_TO_SERVER) {
      for (OpenStream stream : List.copyOf(open.values())) {
        StreamMessage request = stream.request();
        if (request != null) {
          request.cut();
          closeIfOver(stream);
        }
      }
    }
  }

  /** A stream was given up. */
  void reset(int streamId, OpenStream.Reset how) {
    OpenStream stream = open.get(streamId);
    if (stream != null) {
      stream.reset(how);
      close(stream);
    }
  }

  /** The server will answer no stream above {@code lastStreamId} (RFC 9113 section 6.8). */
  void goAway(int lastStreamId, OpenStream.Reset how) {
    for (OpenStream stream : List.copyOf(open.values())) {
      if (stream.id() > lastStreamId && !stream.isPushed() && stream.response() == null) {
        stream.reset(how);
        close(stream);
      }
    }
  }

  private boolean shrink() {
    if (open.size() <= DecodeLimits.OPEN_STREAMS) {
      return true;
    }
    OpenStream eldest = open.values().iterator().next();
    open.remove(eldest.id());
    handOver(eldest);
    return false;
  }

  /** The connection is over: so is every stream. */
  void end() {
    List<OpenStream> left = List.copyOf(open.values());
    open.clear();
    left.forEach(this::handOver);
  }
}
