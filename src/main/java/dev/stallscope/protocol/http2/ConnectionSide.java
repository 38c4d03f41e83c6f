package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.stream.HeaderSection;
import dev.stallscope.protocol.http.stream.OpenStream;
import dev.stallscope.protocol.http.stream.StreamMessage;
import dev.stallscope.protocol.http.stream.StreamPriority;
import dev.stallscope.protocol.http.stream.StreamReset;
import dev.stallscope.protocol.http2.FrameType.Flag;
import java.util.Optional;

/** What the frames of one direction mean for the streams. */
final class ConnectionSide implements FrameListener {
  private static final int SETTING_BYTES = 6;
  private static final int PRIORITY_BYTES = 5;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int MAX_FRAME_SIZE = 5;

  /** RFC 9113 section 6.5.2. */
  private static final int MIN_LENGTH = 1 << 14;

  private static final int MAX_LENGTH = (1 << 24) - 1;

  private final Direction direction;
  private final Http2Connection connection;
  private final Http2Streams streams;
  private final FrameReader reader = new FrameReader(this);
  private final HeaderAssembler sections = new HeaderAssembler();
  private boolean isFirstFrame = true;

  ConnectionSide(Direction direction, Http2Connection connection, Http2Streams streams) {
    this.direction = direction;
    this.connection = connection;
    this.streams = streams;
  }

  FrameReader reader() {
    return reader;
  }

  @Override
  public void preface(long streamOffset) {
    streams.begins();
    if (streamOffset > 0) {
      streams.upgraded();
    }
  }

  @Override
  public void frame(FrameHeader header, byte[] payload, int length, MessageSpan span) {
    boolean isFirst = isFirstFrame;
    isFirstFrame = false;
    if (sections.isOpen() && header.type() != FrameType.CONTINUATION) {
      anomaly(Anomaly.Kind.BAD_VALUE, span.firstPacket(), span.startOffset());
    }
    if (header.type().isOfMessage()) {
      streams.carried(direction, header.streamId(), span.wireBytes(), reader.delivery());
    }
    switch (header.type()) {
      case HEADERS, PUSH_PROMISE -> {
        inHeaders(header, payload, length);
        section(sections.begin(header, payload, length, span));
      }
      case CONTINUATION -> section(sections.goOn(header, payload, length, span));
      case RST_STREAM -> reset(header.streamId(), Bytes.u32(payload, 0), span);
      case GOAWAY -> goAway(payload, span);
      case SETTINGS -> {
        if (isFirst && direction == Direction.SERVER_TO_CLIENT && span.startOffset() > 0) {
          streams.upgraded();
        }
        settings(payload, length, span);
      }
      case WINDOW_UPDATE ->
          streams
              .flow(direction.reverse())
              .update(
                  header.streamId(),
                  Bytes.i32(payload, 0) & Integer.MAX_VALUE,
                  span.lastNanos(),
                  span.endOffset());
      case PING -> ping(header, Bytes.i64(payload, 0), span);
      case PRIORITY -> prioritise(header.streamId(), StreamPriority.dependency(payload, 0));
      case PRIORITY_UPDATE ->
          prioritise(
              Bytes.i32(payload, 0) & Integer.MAX_VALUE,
              StreamPriority.updated(payload, Integer.BYTES, length));
      case DATA, OTHER -> {}
    }
  }

  private void ping(FrameHeader header, long contents, MessageSpan span) {
    if (header.has(Flag.ACK)) {
      streams.pings().answered(direction, contents, span);
    } else {
      streams.pings().asked(direction, contents, span);
    }
  }

  /** Only clients say what is urgent to them. */
  private void prioritise(int streamId, StreamPriority priority) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      streams.table().prioritise(streamId, priority);
    }
  }

  private void inHeaders(FrameHeader header, byte[] payload, int length) {
    int at = header.has(Flag.PADDED) ? 1 : 0;
    if (header.type() == FrameType.HEADERS
        && header.has(Flag.PRIORITY)
        && length >= at + PRIORITY_BYTES) {
      prioritise(header.streamId(), StreamPriority.dependency(payload, at));
    }
  }

  private void section(Optional<HeaderSection> section) {
    if (section.isPresent() && !streams.section(direction, section.get())) {
      MessageSpan span = section.get().span();
      anomaly(Anomaly.Kind.LIMIT_REACHED, span.lastPacket(), span.startOffset());
    }
  }

  private void reset(int streamId, long code, MessageSpan span) {
    streams.table().reset(streamId, given("RST_STREAM", code, span));
  }

  private void goAway(byte[] payload, MessageSpan span) {
    if (direction == Direction.SERVER_TO_CLIENT) {
      long last = Bytes.i32(payload, 0) & Integer.MAX_VALUE;
      streams.table().goAway(last + 1, given("GOAWAY", Bytes.u32(payload, 4), span));
    }
  }

  private OpenStream.Reset given(String frame, long code, MessageSpan span) {
    return new OpenStream.Reset(new StreamReset(frame, ErrorCode.reason(code), direction), span);
  }

  private void settings(byte[] payload, int length, MessageSpan span) {
    for (int at = 0; at < length; at += SETTING_BYTES) {
      setting(Bytes.u16(payload, at), Bytes.u32(payload, at + 2), span.lastNanos());
    }
  }

  private void setting(int id, long value, long nanos) {
    if (id == MAX_FRAME_SIZE && value <= MAX_LENGTH && value >= MIN_LENGTH) {
      connection.takesFrames(direction, (int) value);
    } else if (id == MAX_CONCURRENT_STREAMS && direction == Direction.SERVER_TO_CLIENT) {
      streams.table().concurrencyLimit((int) Math.min(value, Integer.MAX_VALUE));
    } else if (id == INITIAL_WINDOW_SIZE && value <= Integer.MAX_VALUE) {
      streams.flow(direction.reverse()).initialWindow(value, nanos);
    }
  }

  @Override
  public void dataBegins(FrameHeader header, MessageSpan span) {
    isFirstFrame = false;
    streams.carried(direction, header.streamId(), span.wireBytes(), reader.delivery());
    streams.flow(direction).taken(header.streamId(), header.length(), reader.acknowledged());
    StreamMessage message = streams.table().sending(direction, header.streamId());
    if (message != null) {
      message.dataBegins(span);
    }
  }

  @Override
  public void data(FrameHeader header, byte[] array, int offset, int length, Delivery delivery) {
    streams.carried(direction, header.streamId(), length, delivery);
    StreamMessage message = streams.table().sending(direction, header.streamId());
    if (message != null) {
      message.data(array, offset, length, delivery);
    }
  }

  @Override
  public void dataGap(FrameHeader header, Reason reason, int length, Delivery delivery) {
    if (delivery.isSeen()) {
      streams.carried(direction, header.streamId(), length, delivery);
    }
    StreamMessage message = streams.table().sending(direction, header.streamId());
    if (message != null) {
      message.dataGap(reason, length, delivery);
    }
  }

  @Override
  public long unwanted(FrameHeader header) {
    StreamMessage message = streams.table().sending(direction, header.streamId());
    return message == null ? Long.MAX_VALUE : message.unwanted();
  }

  @Override
  public void dataEnds(FrameHeader header, MessageSpan span) {
    StreamMessage message = streams.table().sending(direction, header.streamId());
    if (message != null) {
      message.dataEnds(span);
      if (header.endsStream()) {
        message.end();
        streams.table().closeIfOver(header.streamId());
      } else {
        streams.flow(direction).goesOn(header.streamId(), span.lastNanos());
      }
    }
  }

  @Override
  public void unread(FrameHeader header, MessageSpan span) {
    switch (header.type()) {
      case HEADERS -> section(Optional.of(sections.unread(header, span)));
      case PUSH_PROMISE, CONTINUATION -> sections.missed();
      case WINDOW_UPDATE, SETTINGS -> streams.creditMissed();
      default -> {}
    }
  }

  @Override
  public void lost() {
    sections.missed();
    streams.lost(direction);
  }

  @Override
  public void anomaly(Anomaly.Kind kind, int packet, long streamOffset) {
    connection.anomaly(kind, packet, streamOffset);
  }
}
