package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.StreamApplication;
import dev.stallscope.protocol.http.stream.HeaderSection;
import dev.stallscope.protocol.http.stream.OpenStream;
import dev.stallscope.protocol.http.stream.StreamMessages;
import dev.stallscope.protocol.http.stream.StreamTable;
import java.util.List;

/** The streams of a connection with their flow control. Those that are over go to the sink. */
final class Http2Streams {
  private static final long UPGRADED_STREAM = 1;

  private final MessageSink sink;
  private final StreamTable table;
  private final FlowControl client = new FlowControl();
  private final FlowControl server = new FlowControl();
  private final Pings pings;
  private boolean isUpgraded;

  Http2Streams(DecoderContext context, List<StreamApplication> applications) {
    sink = context.sink();
    pings = new Pings(sink);
    table = new StreamTable(context.budget(), applications, this::handOver);
  }

  StreamTable table() {
    return table;
  }

  /** What a side may send. */
  FlowControl flow(Direction sender) {
    return sender == Direction.CLIENT_TO_SERVER ? client : server;
  }

  /** The questions whether the other side still answers. */
  Pings pings() {
    return pings;
  }

  /** HTTP/1.1 came before: the request of the first stream was sent in it. */
  void upgraded() {
    isUpgraded = true;
  }

  /** Bytes of a stream's frames came. */
  void carried(Direction sender, long streamId, long bytes, Delivery delivery) {
    sink.carried(sender, streamId, bytes, delivery);
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
    long id = section.streamId();
    boolean wasOpen = table.isOpen(id);
    boolean hasRoom = table.section(direction, section);
    if (!wasOpen && table.isOpen(id)) {
      client.opened(id);
      server.opened(id);
    }
    table.closeIfOver(id);
    return hasRoom;
  }

  private void handOver(OpenStream stream) {
    for (Direction sender : Direction.values()) {
      stream.waits(sender, flow(sender).closed(stream.id()));
    }
    boolean wasAsked = isUpgraded && stream.id() == UPGRADED_STREAM && stream.request() == null;
    Correlation correlation = wasAsked ? Correlation.IN_ORDER : new Correlation.ByKey(stream.id());
    StreamMessages.of(stream, correlation, AppProtocol.HTTP2, HttpVersion.HTTP_2)
        .forEach(sink::message);
  }

  /** What a side may send is no longer known. */
  void creditMissed() {
    client.lost();
    server.lost();
  }

  /** Frames of a side were missed. */
  void lost(Direction direction) {
    creditMissed();
    if (direction == Direction.CLIENT_TO_SERVER) {
      table.cutRequests();
    }
  }
}
