package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http.StreamApplication;
import dev.stallscope.protocol.http.stream.AnomalyLog;
import java.util.List;

/** Both directions of one connection. */
final class Http2Connection implements StreamDecoder {
  private final AnomalyLog anomalies;
  private final Http2Streams streams;
  private final ConnectionSide client;
  private final ConnectionSide server;
  private int ended;

  Http2Connection(DecoderContext context, List<StreamApplication> applications) {
    anomalies = new AnomalyLog(context.sink(), "http2");
    streams = new Http2Streams(context, applications);
    client = new ConnectionSide(Direction.CLIENT_TO_SERVER, this, streams);
    server = new ConnectionSide(Direction.SERVER_TO_CLIENT, this, streams);
  }

  private ConnectionSide side(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  @Override
  public void bytes(Direction direction, StreamBytes bytes) {
    if (bytes.length() > 0) {
      side(direction).reader().read(bytes);
    }
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    side(direction).reader().gap(gap);
  }

  @Override
  public long unwanted(Direction direction) {
    return side(direction).reader().unwanted();
  }

  /** A client may end its direction and still be answered; only the second end is the last. */
  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    ended++;
    if (ended == Direction.values().length) {
      streams.table().end();
    }
  }

  /** A side said which frames it takes. */
  void takesFrames(Direction receiver, int maxBytes) {
    side(receiver.reverse()).reader().maxFrameBytes(maxBytes);
  }

  void anomaly(Anomaly.Kind kind, int packet, long streamOffset) {
    anomalies.add(kind, packet, streamOffset);
  }
}
