package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Delivery;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http2.FrameType.Flag;
import java.util.Arrays;

/**
 * Cuts one direction into frames. Contents of DATA frames are handed on as they come, other
 * payloads whole. A hole inside a payload leaves the frames behind it readable; after any other the
 * reader looks for frames at the start of each segment.
 */
final class FrameReader {
  private final FrameListener listener;
  private final Delivery delivery = new Delivery();
  private final byte[] head = new byte[FrameHeader.BYTES];
  private byte[] payload = new byte[0];
  private int maxFrameBytes = DecodeLimits.UNKNOWN_FRAME_BYTES;

  private State state = State.START;
  private FrameHeader header = new FrameHeader(0, 0, 0, 0);
  private int taken;
  private int padding;
  private long firstNanos;
  private int firstPacket;
  private long startOffset;
  private long acknowledged = -1;

  private enum State {
    /** Nothing was read: a preface may come. */
    START,
    PREFACE,
    HEAD,
    PAYLOAD,
    DATA,
    SKIP,
    LOST
  }

  FrameReader(FrameListener listener) {
    this.listener = listener;
  }

  /** The receiver said which frames it takes. */
  void maxFrameBytes(int bytes) {
    maxFrameBytes = bytes;
  }

  /** How much of the other direction had arrived when what is read was sent, -1 if not known. */
  long acknowledged() {
    return acknowledged;
  }

  /** When what was read last came, and when it could be used. */
  Delivery delivery() {
    return delivery;
  }

  void read(StreamBytes view) {
    acknowledged = view.acknowledgedOffset();
    delivery.arrived(view);
    int at = 0;
    if (state == State.START && view.length() > 0) {
      state = first(view);
    }
    if (state == State.LOST && FrameSearch.isFrameStart(view)) {
      state = State.HEAD;
      taken = 0;
    }
    while (at < view.length() && state != State.LOST) {
      at =
          switch (state) {
            case PREFACE -> preface(view, at);
            case HEAD -> head(view, at);
            case PAYLOAD -> payload(view, at);
            case DATA -> data(view, at);
            case SKIP -> skip(view, at);
            case START, LOST -> view.length();
          };
    }
  }

  private static State first(StreamBytes view) {
    if (view.array()[view.offset()] == Http2Signature.PREFACE[0]) {
      return State.PREFACE;
    }
    boolean mayBegin = view.length() < FrameHeader.BYTES || FrameSearch.isFrameStart(view);
    return mayBegin ? State.HEAD : State.LOST;
  }

  private int preface(StreamBytes view, int at) {
    int next = at;
    while (next < view.length() && taken < Http2Signature.PREFACE.length) {
      if (view.array()[view.offset() + next] != Http2Signature.PREFACE[taken]) {
        lose(view, next);
        return next;
      }
      next++;
      taken++;
    }
    if (taken == Http2Signature.PREFACE.length) {
      listener.preface(view.streamOffset() + next - taken);
      startFrame();
    }
    return next;
  }

  private void startFrame() {
    state = State.HEAD;
    taken = 0;
  }

  private int head(StreamBytes view, int at) {
    if (taken == 0) {
      firstNanos = view.epochNanos();
      firstPacket = view.packet();
      startOffset = view.streamOffset() + at;
    }
    int count = Math.min(FrameHeader.BYTES - taken, view.length() - at);
    System.arraycopy(view.array(), view.offset() + at, head, taken, count);
    taken += count;
    if (taken == FrameHeader.BYTES) {
      header = FrameHeader.read(head, 0);
      begin(view, at + count);
    }
    return at + count;
  }

  private void begin(StreamBytes view, int next) {
    if (!header.isPossible(maxFrameBytes)) {
      lose(view, next);
      return;
    }
    taken = 0;
    padding = 0;
    switch (header.type()) {
      case DATA -> {
        state = State.DATA;
        listener.dataBegins(header, span());
        endDataIfOver();
      }
      case OTHER -> skipRest();
      default -> {
        if (header.length() > DecodeLimits.FRAME_BYTES) {
          listener.anomaly(Anomaly.Kind.LIMIT_REACHED, view.packet(), startOffset);
          listener.unread(header, span());
          skipRest();
        } else {
          state = State.PAYLOAD;
          endFrameIfOver();
        }
      }
    }
  }

  private void skipRest() {
    state = State.SKIP;
    if (taken == header.length()) {
      startFrame();
    }
  }

  private int payload(StreamBytes view, int at) {
    int count = Math.min(header.length() - taken, view.length() - at);
    if (taken + count > payload.length) {
      payload = Arrays.copyOf(payload, Math.min(header.length(), 2 * (taken + count)));
    }
    System.arraycopy(view.array(), view.offset() + at, payload, taken, count);
    taken += count;
    endFrameIfOver();
    return at + count;
  }

  private void endFrameIfOver() {
    if (taken == header.length()) {
      FrameHeader whole = header;
      int length = taken;
      startFrame();
      listener.frame(whole, payload, length, span(length));
    }
  }

  private int skip(StreamBytes view, int at) {
    int count = Math.min(header.length() - taken, view.length() - at);
    taken += count;
    skipRest();
    return at + count;
  }

  private int data(StreamBytes view, int at) {
    int next = at;
    if (taken == 0 && header.has(Flag.PADDED) && header.length() > 0) {
      // The octet itself, and what it announces at the end (RFC 9113 section 6.1).
      padding = Bytes.u8(view.array(), view.offset() + at);
      taken = 1;
      next++;
    }
    int count = Math.min(header.length() - taken, view.length() - next);
    int contents = Math.min(count, contentsLeft());
    if (contents > 0) {
      listener.data(header, view.array(), view.offset() + next, contents, delivery);
    }
    taken += count;
    endDataIfOver();
    return next + count;
  }

  private int contentsLeft() {
    return Math.max(0, header.length() - padding - taken);
  }

  private void endDataIfOver() {
    if (taken == header.length()) {
      startFrame();
      listener.dataEnds(header, span(header.length()));
    }
  }

  /** How many of the next bytes need not be read. */
  long unwanted() {
    int left = header.length() - taken;
    return switch (state) {
      case SKIP -> left;
      case DATA -> taken == 0 && header.has(Flag.PADDED) ? 0 : unwanted(left);
      case START, PREFACE, HEAD, PAYLOAD, LOST -> 0;
    };
  }

  /** What pads a frame goes with its contents. */
  private long unwanted(int left) {
    long contents = listener.unwanted(header);
    return contents < contentsLeft() ? contents : left;
  }

  void gap(StreamGap gap) {
    delivery.arrived(gap);
    boolean isWithin = gap.length() <= header.length() - taken;
    switch (state) {
      case DATA -> {
        int missing = (int) Math.min(gap.length(), header.length() - taken);
        listener.dataGap(header, gap.reason(), Math.min(missing, contentsLeft()), delivery);
        taken += missing;
        if (isWithin) {
          endDataIfOver();
        } else {
          lose(gap);
        }
      }
      case PAYLOAD, SKIP -> {
        if (state == State.PAYLOAD) {
          listener.unread(header, span());
        }
        if (isWithin) {
          taken += (int) gap.length();
          skipRest();
        } else {
          lose(gap);
        }
      }
      case START, PREFACE, HEAD -> lose(gap);
      case LOST -> {}
    }
  }

  private void lose(StreamGap gap) {
    listener.anomaly(Anomaly.Kind.LOST_SYNCHRONISATION, gap.packet(), gap.streamOffset());
    lose();
  }

  private void lose(StreamBytes view, int at) {
    listener.anomaly(Anomaly.Kind.LOST_SYNCHRONISATION, view.packet(), view.streamOffset() + at);
    lose();
  }

  private void lose() {
    state = State.LOST;
    listener.lost();
  }

  private MessageSpan span() {
    return span(0);
  }

  /** The current frame's, as far as the given length of its payload. */
  private MessageSpan span(int length) {
    return new MessageSpan(
        firstNanos,
        delivery.nanos(),
        firstPacket,
        delivery.packet(),
        startOffset,
        startOffset + FrameHeader.BYTES + length);
  }
}
