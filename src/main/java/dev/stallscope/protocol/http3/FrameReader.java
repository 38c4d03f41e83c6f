package dev.stallscope.protocol.http3;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import java.util.Arrays;

/**
 * Cuts one direction of a stream into frames (RFC 9114 section 7.1). Contents of DATA frames are
 * handed on as they come, other payloads whole. A hole inside a payload leaves the frames behind it
 * readable; nothing is known behind any other.
 *
 * <pre>
 *  Type (i) | Length (i) | Frame Payload (..)
 * </pre>
 */
final class FrameReader {
  private static final int LONGEST_HEAD = 16;

  private final FrameListener listener;
  private final Delivery delivery = new Delivery();
  private final byte[] head = new byte[LONGEST_HEAD];
  private byte[] payload = new byte[0];

  private State state = State.HEAD;
  private boolean isPaused;
  private FrameType type = FrameType.OTHER;
  private int headBytes;
  private long length;
  private long taken;
  private long nextOffset;
  private long firstNanos;
  private int firstPacket;
  private long startOffset;

  private enum State {
    HEAD,
    PAYLOAD,
    DATA,
    SKIP,
    LOST
  }

  /**
   * @param startOffset where in the stream its frames begin
   */
  FrameReader(FrameListener listener, long startOffset) {
    this.listener = listener;
    nextOffset = startOffset;
  }

  /** The frame that is handed over is the last one for now. */
  void pause() {
    isPaused = true;
  }

  /** What waited for something else is delivered. */
  void resume(long epochNanos, int packet) {
    isPaused = false;
    delivery.arrived(epochNanos, packet);
  }

  /** Whether all was read, and no frame is cut short. */
  boolean isWhole() {
    return state == State.HEAD && headBytes == 0;
  }

  /** When what was read last was delivered. */
  Delivery delivery() {
    return delivery;
  }

  /**
   * Reads bytes from {@code from} on.
   *
   * @return how far: not to the end where a listener paused
   */
  int read(StreamBytes view, int from) {
    delivery.arrived(view);
    int at = from;
    if (view.streamOffset() + from != nextOffset) {
      lose(view.packet(), view.streamOffset() + from);
    }
    while (at < view.length() && !isPaused) {
      at =
          switch (state) {
            case HEAD -> head(view, at);
            case PAYLOAD -> payload(view, at);
            case DATA -> data(view, at);
            case SKIP -> skip(view, at);
            case LOST -> view.length();
          };
    }
    nextOffset = view.streamOffset() + at;
    return at;
  }

  private int head(StreamBytes view, int at) {
    if (headBytes == 0) {
      firstNanos = view.epochNanos();
      firstPacket = view.packet();
      startOffset = view.streamOffset() + at;
    }
    head[headBytes] = view.array()[view.offset() + at];
    headBytes++;
    int typeBytes = VarInt.length(head, 0);
    if (headBytes > typeBytes && headBytes == typeBytes + VarInt.length(head, typeBytes)) {
      type = FrameType.of(VarInt.read(head, 0, headBytes));
      length = VarInt.read(head, typeBytes, headBytes);
      begin(view.packet());
    }
    return at + 1;
  }

  private void begin(int packet) {
    taken = 0;
    switch (type) {
      case DATA -> {
        state = State.DATA;
        listener.dataBegins(span());
        startFrameIfOver();
      }
      case OTHER -> skipRest();
      case WEBTRANSPORT -> lose(packet, startOffset);
      case HEADERS, SETTINGS, PUSH_PROMISE, GOAWAY, PRIORITY_UPDATE -> {
        if (length > DecodeLimits.FRAME_BYTES) {
          unread();
        } else {
          state = State.PAYLOAD;
          endFrameIfOver();
        }
      }
    }
  }

  private void unread() {
    listener.unread(type, span());
    skipRest();
  }

  private void skipRest() {
    state = State.SKIP;
    startFrameIfOver();
  }

  private void startFrameIfOver() {
    if (taken == length) {
      state = State.HEAD;
      headBytes = 0;
    }
  }

  private int payload(StreamBytes view, int at) {
    int count = count(view, at);
    int before = (int) taken;
    if (before + count > payload.length) {
      payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * (before + count)));
    }
    System.arraycopy(view.array(), view.offset() + at, payload, before, count);
    taken += count;
    endFrameIfOver();
    return at + count;
  }

  private int count(StreamBytes view, int at) {
    return (int) Math.min(length - taken, view.length() - at);
  }

  private void endFrameIfOver() {
    if (taken == length) {
      MessageSpan span = span();
      startFrameIfOver();
      listener.frame(type, payload, (int) length, span);
    }
  }

  private int skip(StreamBytes view, int at) {
    int count = count(view, at);
    taken += count;
    startFrameIfOver();
    return at + count;
  }

  private int data(StreamBytes view, int at) {
    int count = count(view, at);
    listener.data(view.array(), view.offset() + at, count, delivery);
    taken += count;
    startFrameIfOver();
    return at + count;
  }

  void gap(StreamGap gap) {
    delivery.arrived(gap);
    long left = state == State.HEAD ? 0 : length - taken;
    if (state == State.PAYLOAD) {
      unread();
    }
    if (state == State.DATA) {
      listener.dataGap(gap.reason(), Math.min(gap.length(), left), delivery);
    }
    nextOffset = gap.streamOffset() + gap.length();
    if (gap.length() > left) {
      lose(gap.packet(), gap.streamOffset());
    } else if (state != State.LOST) {
      taken += gap.length();
      startFrameIfOver();
    }
  }

  private void lose(int packet, long streamOffset) {
    if (state != State.LOST) {
      state = State.LOST;
      listener.lost(packet, streamOffset);
    }
  }

  /** The current frame's, as far as it was read. */
  private MessageSpan span() {
    return new MessageSpan(
        firstNanos,
        delivery.nanos(),
        firstPacket,
        delivery.packet(),
        startOffset,
        startOffset + headBytes + taken);
  }
}
