package dev.stallscope.protocol.http3;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly.Kind;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.stream.StreamPriority;

/** The stream on which a side says what holds for the whole connection (RFC 9114 section 6.2.1). */
final class ControlStream implements StreamDecoder, FrameListener {
  private static final long QPACK_MAX_TABLE_CAPACITY = 1;

  private final Direction direction;
  private final Http3Streams streams;
  private final FrameReader reader;

  ControlStream(Direction direction, Http3Streams streams, long startOffset) {
    this.direction = direction;
    this.streams = streams;
    reader = new FrameReader(this, startOffset);
  }

  @Override
  public void bytes(Direction sentBy, StreamBytes view) {
    reader.read(view, 0);
  }

  @Override
  public void gap(Direction sentBy, StreamGap gap) {
    reader.gap(gap);
  }

  /** The connection ends with it. */
  @Override
  public void end(Direction sentBy, StreamEnd end, long epochNanos, int packet) {}

  @Override
  public void frame(FrameType type, byte[] payload, int length, MessageSpan span) {
    if (type == FrameType.SETTINGS) {
      streams
          .peer(direction.reverse())
          .allowTable(capacity(payload, length), span.lastNanos(), span.lastPacket());
    } else if (type == FrameType.GOAWAY && direction == Direction.SERVER_TO_CLIENT) {
      long firstRefused = VarInt.read(payload, 0, length);
      if (firstRefused != VarInt.MISSING) {
        streams.goAway(firstRefused, span);
      }
    } else if (type == FrameType.PRIORITY_UPDATE && direction == Direction.CLIENT_TO_SERVER) {
      long stream = VarInt.read(payload, 0, length);
      if (stream != VarInt.MISSING) {
        StreamPriority priority =
            StreamPriority.updated(payload, VarInt.length(payload, 0), length);
        streams.table().prioritise(stream, priority);
      }
    }
  }

  private static long capacity(byte[] payload, int length) {
    int at = 0;
    while (at < length) {
      long id = VarInt.read(payload, at, length);
      int valueAt = at + VarInt.length(payload, at);
      long value = VarInt.read(payload, valueAt, length);
      if (value == VarInt.MISSING) {
        break;
      }
      if (id == QPACK_MAX_TABLE_CAPACITY) {
        return value;
      }
      at = valueAt + VarInt.length(payload, valueAt);
    }
    return 0;
  }

  @Override
  public void dataBegins(MessageSpan span) {}

  @Override
  public void data(byte[] array, int offset, int length, Delivery delivery) {}

  @Override
  public void dataGap(Reason reason, long length, Delivery delivery) {}

  @Override
  public void unread(FrameType type, MessageSpan span) {}

  @Override
  public void lost(int packet, long streamOffset) {
    streams.anomalies().add(Kind.LOST_SYNCHRONISATION, packet, streamOffset);
  }
}
