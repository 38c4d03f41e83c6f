package dev.stallscope.protocol.http3;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBacklog;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.stream.AnomalyLog;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import dev.stallscope.protocol.http.stream.HeaderSection;
import dev.stallscope.protocol.http.stream.StreamMessage;
import dev.stallscope.protocol.http.stream.StreamTable;
import org.jspecify.annotations.Nullable;

/**
 * What one side sends on a stream of requests, or on a push stream. While a section waits for
 * entries of its table, all that follows it is kept.
 */
final class MessageSide implements FrameListener, StreamDecoder {
  private final long key;
  private final Direction direction;
  private final Peer peer;
  private final Http3Streams streams;
  private final StreamTable table;
  private final AnomalyLog anomalies;
  private final FrameReader reader;
  private final StreamBacklog backlog = new StreamBacklog(DecodeLimits.BLOCKED_STREAM_BYTES);
  private final Runnable over;
  private @Nullable WaitingSection waiting;
  private boolean isOver;

  /** A section that refers to entries which are not there yet. */
  private static final class WaitingSection {
    private final long streamId;
    private final boolean isPromise;
    private final byte[] block;
    private final MessageSpan span;

    WaitingSection(long streamId, boolean isPromise, byte[] block, MessageSpan span) {
      this.streamId = streamId;
      this.isPromise = isPromise;
      this.block = block;
      this.span = span;
    }
  }

  /**
   * @param key of the stream in the table
   * @param peer who sends
   * @param startOffset where in the stream the frames begin
   * @param over to be called when nothing more of it is waited for
   */
  MessageSide(long key, Peer peer, Http3Streams streams, long startOffset, Runnable over) {
    this.key = key;
    this.direction = peer.direction();
    this.peer = peer;
    this.streams = streams;
    this.table = streams.table();
    this.anomalies = streams.anomalies();
    this.over = over;
    reader = new FrameReader(this, startOffset);
  }

  /** Whether nothing more of it is waited for. */
  boolean isOver() {
    return isOver;
  }

  @Override
  public void bytes(Direction sentBy, StreamBytes view) {
    int read = waiting == null ? reader.read(view, 0) : 0;
    while (read < view.length()) {
      StreamBytes rest =
          new StreamBytes()
              .set(
                  view.array(),
                  view.offset() + read,
                  view.length() - read,
                  view.streamOffset() + read,
                  view.epochNanos(),
                  view.packet());
      if (backlog.add(direction, rest)) {
        return;
      }
      giveUpWaiting();
      read = reader.read(view, read);
    }
  }

  @Override
  public void gap(Direction sentBy, StreamGap gap) {
    if (waiting != null && backlog.add(direction, gap)) {
      return;
    }
    giveUpWaiting();
    reader.gap(gap);
  }

  @Override
  public void end(Direction sentBy, StreamEnd end, long epochNanos, int packet) {
    if (waiting != null) {
      backlog.add(direction, end, epochNanos, packet);
      return;
    }
    StreamMessage message = table.sending(direction, key);
    if (message != null && end == StreamEnd.FIN && reader.isWhole()) {
      message.end();
    }
    isOver = true;
    over.run();
  }

  @Override
  public void frame(FrameType type, byte[] payload, int length, MessageSpan span) {
    streams.carried(direction, key, span.wireBytes(), reader.delivery());
    if (type == FrameType.HEADERS) {
      section(key, false, payload, 0, length, span);
    } else if (type == FrameType.PUSH_PROMISE) {
      long pushId = VarInt.read(payload, 0, length);
      if (pushId != VarInt.MISSING) {
        int idBytes = VarInt.length(payload, 0);
        section(Http3Streams.pushKey(pushId), true, payload, idBytes, length - idBytes, span);
      }
    }
  }

  private void section(
      long streamId, boolean isPromise, byte[] bytes, int offset, int length, MessageSpan span) {
    if (peer.sections().mustWait(bytes, offset, length) && peer.startsWaiting(this)) {
      byte[] block = new byte[length];
      System.arraycopy(bytes, offset, block, 0, length);
      waiting = new WaitingSection(streamId, isPromise, block, span);
      reader.pause();
    } else {
      section(streamId, isPromise, peer.sections().decode(bytes, offset, length), span);
    }
  }

  private void section(long streamId, boolean isPromise, HeaderBlock block, MessageSpan span) {
    if (!table.section(direction, new HeaderSection(streamId, isPromise, false, block, span))) {
      anomalies.add(Anomaly.Kind.LIMIT_REACHED, span.lastPacket(), span.startOffset());
    }
  }

  /** Entries came, or what they are reckoned from: a section may be complete with them. */
  void entriesCame(long epochNanos, int packet) {
    WaitingSection section = waiting;
    if (section != null && !peer.sections().mustWait(section.block, 0, section.block.length)) {
      reader.resume(epochNanos, packet);
      goOn(section);
    }
  }

  /** The entries will not come: what is known without them has to do. */
  void giveUpWaiting() {
    WaitingSection section = waiting;
    while (section != null) {
      reader.resume(section.span.lastNanos(), section.span.lastPacket());
      goOn(section);
      section = waiting;
    }
  }

  private void goOn(WaitingSection section) {
    waiting = null;
    peer.stopsWaiting(this);
    MessageSpan span = section.span;
    Delivery delivery = reader.delivery();
    section(
        section.streamId,
        section.isPromise,
        peer.sections().decode(section.block, 0, section.block.length),
        new MessageSpan(
            span.firstNanos(),
            delivery.nanos(),
            span.firstPacket(),
            delivery.packet(),
            span.startOffset(),
            span.endOffset()));
    backlog.replay(this);
  }

  @Override
  public void dataBegins(MessageSpan span) {
    streams.carried(direction, key, span.wireBytes(), reader.delivery());
    StreamMessage message = table.sending(direction, key);
    if (message != null) {
      message.dataBegins(span);
    }
  }

  @Override
  public void data(byte[] array, int offset, int length, Delivery delivery) {
    streams.carried(direction, key, length, delivery);
    StreamMessage message = table.sending(direction, key);
    if (message != null) {
      message.data(array, offset, length, delivery);
    }
  }

  @Override
  public void dataGap(Reason reason, long length, Delivery delivery) {
    StreamMessage message = table.sending(direction, key);
    if (message != null) {
      message.dataGap(reason, length, delivery);
    }
  }

  @Override
  public void unread(FrameType type, MessageSpan span) {
    if (type == FrameType.HEADERS) {
      section(key, false, HeaderBlock.unread(), span);
    }
  }

  @Override
  public void lost(int packet, long streamOffset) {
    anomalies.add(Anomaly.Kind.LOST_SYNCHRONISATION, packet, streamOffset);
  }
}
