package dev.stallscope.protocol.quic;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.MultiStreamDecoder;
import dev.stallscope.protocol.StreamBytes;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection (RFC 9000 section 2). Bytes that come before others are kept within
 * a limit for all streams together; where it is reached, what is missing is given up.
 */
final class ConnectionStreams {
  /** The two lowest bits of an id: who opened the stream, and whether one side only sends. */
  private static final int KINDS = 4;

  private static final int UNIDIRECTIONAL = 2;
  private static final int BY_SERVER = 1;

  /**
   * Streams of one kind that are told apart from those that were open before: a megabyte of bits.
   */
  private static final long MAX_STREAMS = 1 << 20;

  private final MultiStreamDecoder reader;
  private final StreamBytes view = new StreamBytes();
  private final Map<Long, BySide<StreamHalf>> open = new LinkedHashMap<>();
  private final BitSet[] begun = {new BitSet(), new BitSet(), new BitSet(), new BitSet()};
  private long waitingBytes;
  private int firstGap = -1;

  ConnectionStreams(MultiStreamDecoder reader) {
    this.reader = reader;
  }

  /** Index of the packet at which bytes were given up first, -1 without. */
  int firstGap() {
    return firstGap;
  }

  /** Where bytes of a stream lie among those of it that came before. */
  StreamPlace place(Direction direction, long stream, long offset, int length) {
    BySide<StreamHalf> halves = open.get(stream);
    if (halves != null) {
      return halves.of(direction).place(offset, length);
    }
    boolean isOver =
        stream / KINDS < MAX_STREAMS && begun[(int) (stream % KINDS)].get((int) (stream / KINDS));
    return isOver ? StreamPlace.KNOWN : offset == 0 ? StreamPlace.FIRST : StreamPlace.BEYOND;
  }

  /** How far a stream that was begun has come. */
  HoleWaits.Progress progress(Direction direction, long stream) {
    BySide<StreamHalf> halves = open.get(stream);
    if (halves == null || halves.of(direction).isOver()) {
      return HoleWaits.Progress.WHOLE;
    }
    return halves.of(direction).hasHole() ? HoleWaits.Progress.HOLE : HoleWaits.Progress.NO_HOLE;
  }

  /** A sender had to wait for its receiver's permission. */
  void waited(long stream, Direction sender, CreditWait wait) {
    BySide<StreamHalf> halves = open.get(stream);
    if (halves != null && !halves.of(sender).isOver()) {
      reader.waited(stream, sender, wait);
    }
  }

  void bytes(
      SeenPacket packet, long stream, long offset, byte[] bytes, int at, int length, boolean fin) {
    StreamHalf half = half(stream, packet.direction());
    if (half == null || half.isOver()) {
      return;
    }
    if (fin) {
      half.endsAt(offset + length);
    }
    view.set(bytes, at, length, offset, packet.epochNanos(), packet.packet());
    if (half.isNext(offset)) {
      waitingBytes -= half.take(view, reader);
    } else if (length > 0) {
      waitingBytes += half.keep(view);
      if (waitingBytes > FlowLimits.REASSEMBLY_BYTES) {
        giveUpHoles(packet);
      }
    }
    half.endIfWhole(reader, packet.epochNanos(), packet.packet());
    forgetIfOver(stream);
  }

  private void giveUpHoles(SeenPacket packet) {
    for (BySide<StreamHalf> halves : open.values()) {
      for (Direction direction : Direction.values()) {
        StreamHalf half = halves.of(direction);
        if (half.hasHole()) {
          firstGap = firstGap < 0 ? packet.packet() : firstGap;
          half.skipHoles(reader, packet.epochNanos(), packet.packet());
        }
      }
    }
    waitingBytes = 0;
  }

  void reset(SeenPacket packet, long stream, long errorCode) {
    StreamHalf half = half(stream, packet.direction());
    if (half != null) {
      half.reset(reader, errorCode, packet.epochNanos(), packet.packet());
      forgetIfOver(stream);
    }
  }

  /** The receiver of a direction wants no more of it. */
  void stop(SeenPacket packet, long stream, long errorCode) {
    StreamHalf half = half(stream, packet.direction().reverse());
    if (half != null) {
      half.stop(reader, errorCode, packet.epochNanos(), packet.packet());
    }
  }

  private @Nullable StreamHalf half(long stream, Direction direction) {
    BySide<StreamHalf> halves = open.get(stream);
    if (halves == null) {
      halves = begin(stream);
    }
    return halves == null ? null : halves.of(direction);
  }

  /** Opens a stream; null for one that is over, and for those beyond all limits. */
  private @Nullable BySide<StreamHalf> begin(long stream) {
    int kind = (int) (stream % KINDS);
    long number = stream / KINDS;
    if (number >= MAX_STREAMS
        || begun[kind].get((int) number)
        || open.size() >= DecodeLimits.CLOSED_STREAMS) {
      return null;
    }
    begun[kind].set((int) number);
    boolean isOneWay = (kind & UNIDIRECTIONAL) != 0;
    boolean isServers = (kind & BY_SERVER) != 0;
    BySide<StreamHalf> halves =
        new BySide<>(
            new StreamHalf(stream, Direction.CLIENT_TO_SERVER, !isOneWay || !isServers),
            new StreamHalf(stream, Direction.SERVER_TO_CLIENT, !isOneWay || isServers));
    open.put(stream, halves);
    return halves;
  }

  private void forgetIfOver(long stream) {
    BySide<StreamHalf> halves = open.get(stream);
    if (halves != null && halves.client().isOver() && halves.server().isOver()) {
      open.remove(stream);
    }
  }

  /** The connection is over, or the capture. */
  void end(long epochNanos, int packet) {
    for (BySide<StreamHalf> halves : open.values()) {
      for (Direction direction : Direction.values()) {
        StreamHalf half = halves.of(direction);
        firstGap = half.hasHole() && firstGap < 0 ? packet : firstGap;
        half.giveUp(reader, epochNanos, packet);
      }
    }
    reader.close();
  }
}
