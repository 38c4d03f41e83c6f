package dev.stallscope.protocol.quic;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** One direction of a stream: puts its bytes in order. */
final class StreamHalf {
  private static final long UNKNOWN = -1;

  private final long stream;
  private final Direction direction;

  /** Copies of bytes that came before those in front of them, by where they begin. */
  private final Map<Long, StreamBytes> ahead = new TreeMap<>();

  private long next;
  private long finalSize = UNKNOWN;
  private boolean isOver;

  /**
   * @param isUsed whether the stream has that direction
   */
  StreamHalf(long stream, Direction direction, boolean isUsed) {
    this.stream = stream;
    this.direction = direction;
    isOver = !isUsed;
  }

  /** Whether it has ended or was reset, or is none. */
  boolean isOver() {
    return isOver;
  }

  /** Whether bytes are waiting for others before them. */
  boolean hasHole() {
    return !ahead.isEmpty();
  }

  /** Whether all of the bytes came before. */
  boolean isKnown(long offset, int length) {
    StreamBytes waiting = ahead.get(offset);
    if (length == 0) {
      return finalSize != UNKNOWN;
    }
    return offset + length <= next || waiting != null && waiting.length() >= length;
  }

  /** Where the bytes lie among those that came. */
  StreamPlace place(long offset, int length) {
    if (next == 0 && ahead.isEmpty()) {
      return offset == 0 ? StreamPlace.FIRST : StreamPlace.BEYOND;
    }
    if (isKnown(offset, length)) {
      return StreamPlace.KNOWN;
    }
    if (offset > next) {
      return StreamPlace.BEYOND;
    }
    return hasHole() ? StreamPlace.IN_HOLE : StreamPlace.NEXT;
  }

  /** Whether the bytes can be handed over at once. */
  boolean isNext(long offset) {
    return offset <= next;
  }

  /**
   * Hands bytes over that are next, and those that waited for them.
   *
   * @return bytes of memory that the latter had taken
   */
  int take(StreamBytes bytes, MultiStreamDecoder reader) {
    hand(bytes, reader);
    int released = 0;
    var pieces = ahead.entrySet().iterator();
    while (pieces.hasNext()) {
      Map.Entry<Long, StreamBytes> piece = pieces.next();
      if (piece.getKey() > next) {
        break;
      }
      released += cost(piece.getValue().length());
      hand(piece.getValue(), reader);
      pieces.remove();
    }
    return released;
  }

  private void hand(StreamBytes bytes, MultiStreamDecoder reader) {
    int known = (int) Math.min(next - bytes.streamOffset(), bytes.length());
    if (known < bytes.length() && !isOver) {
      long offset = next;
      next = bytes.streamOffset() + bytes.length();
      bytes.set(
          bytes.array(),
          bytes.offset() + known,
          bytes.length() - known,
          offset,
          bytes.epochNanos(),
          bytes.packet());
      reader.bytes(stream, direction, bytes);
    }
  }

  private static int cost(int length) {
    return length + FlowLimits.PIECE_OVERHEAD_BYTES;
  }

  /** Keeps a copy until what is before it comes; returns the bytes of memory that this takes. */
  int keep(StreamBytes bytes) {
    StreamBytes known = ahead.get(bytes.streamOffset());
    if (known != null && known.length() >= bytes.length()) {
      return 0;
    }
    byte[] copy =
        Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
    StreamBytes kept = new StreamBytes();
    kept.set(copy, 0, copy.length, bytes.streamOffset(), bytes.epochNanos(), bytes.packet());
    ahead.put(bytes.streamOffset(), kept);
    return cost(copy.length) - (known == null ? 0 : cost(known.length()));
  }

  /** Gives up what is missing before the bytes that wait. */
  void skipHoles(MultiStreamDecoder reader, long epochNanos, int packet) {
    for (StreamBytes bytes : ahead.values()) {
      gapTo(bytes.streamOffset(), reader, epochNanos, packet);
      hand(bytes, reader);
    }
    ahead.clear();
  }

  private void gapTo(long offset, MultiStreamDecoder reader, long epochNanos, int packet) {
    if (offset > next && !isOver) {
      reader.gap(
          stream,
          direction,
          new StreamGap(StreamGap.Reason.NOT_CAPTURED, next, offset - next, epochNanos, packet));
      next = offset;
    }
  }

  /** Where the direction ends. */
  void endsAt(long size) {
    finalSize = finalSize == UNKNOWN ? size : finalSize;
  }

  /** Ends the direction if all of its bytes were handed over. */
  void endIfWhole(MultiStreamDecoder reader, long epochNanos, int packet) {
    if (!isOver && finalSize != UNKNOWN && next >= finalSize) {
      isOver = true;
      reader.end(stream, direction, epochNanos, packet);
    }
  }

  /** The capture is over: what is missing will not come. */
  void giveUp(MultiStreamDecoder reader, long epochNanos, int packet) {
    skipHoles(reader, epochNanos, packet);
    if (finalSize != UNKNOWN) {
      gapTo(finalSize, reader, epochNanos, packet);
      endIfWhole(reader, epochNanos, packet);
    }
  }

  void reset(MultiStreamDecoder reader, long errorCode, long epochNanos, int packet) {
    if (!isOver) {
      isOver = true;
      ahead.clear();
      reader.reset(stream, direction, errorCode, epochNanos, packet);
    }
  }

  void stop(MultiStreamDecoder reader, long errorCode, long epochNanos, int packet) {
    if (!isOver) {
      reader.stop(stream, direction, errorCode, epochNanos, packet);
    }
  }
}
