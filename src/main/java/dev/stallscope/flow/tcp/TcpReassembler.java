package dev.stallscope.flow.tcp;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.TcpFlags;
import org.jspecify.annotations.Nullable;

/**
 * Puts one direction of a connection in order while the capture is read, without knowing what comes
 * later. Data ahead of a hole are kept until the hole is filled, until the peer has acknowledged
 * what was never captured, or until they take too much room; then the hole becomes a gap.
 *
 * <p>Without a SYN the stream begins with the first byte seen. Payload of a RST is no data.
 */
final class TcpReassembler {
  /**
   * How long data may be late that the peer has acknowledged already: taps reorder packets within a
   * millisecond (STALLS 0.5, Q9).
   */
  private static final long TAP_REORDERING_NANOS = 2_000_000;

  /** Segments of the connection after which such data is given up even if little time passed. */
  private static final int TAP_REORDERING_SEGMENTS = 4;

  private final StreamConsumer consumer;
  private final ReassemblyBudget budget;
  private @Nullable PendingPieces pending;

  private boolean hasStarted;
  private boolean hasEnded;
  private int nextSequence;
  private long nextOffset;
  private long finOffset = -1;

  private boolean isPeerAckKnown;
  private int peerAck;
  private long unseenEnd;
  private long unseenNanos;
  private int unseenPacket;
  private int segmentsSinceUnseen;
  private boolean isOpened;

  TcpReassembler(StreamConsumer consumer, ReassemblyBudget budget) {
    this.consumer = consumer;
    this.budget = budget;
  }

  /** Position in the stream of a sequence number, -1 before anything of the stream was seen. */
  long offset(int sequence) {
    return hasStarted ? Math.max(0, nextOffset + (sequence - nextSequence)) : -1;
  }

  boolean hasEnded() {
    return hasEnded;
  }

  /**
   * Takes a segment of this direction that is no RST.
   *
   * @param acknowledgedOffset what it acknowledges of the other direction, or -1
   */
  void segment(PacketCursor packet, long acknowledgedOffset) {
    if (hasEnded) {
      return;
    }
    giveUpOverdueHole(packet.epochNanos);
    int sequence = packet.sequence;
    if (packet.hasFlag(TcpFlags.SYN)) {
      sequence++;
      if (nextOffset == 0) {
        start(sequence);
        isOpened = true;
      }
    }
    boolean isFin = packet.hasFlag(TcpFlags.FIN);
    if (!hasStarted) {
      if ((packet.payloadLength == 0 && !isFin) || isKeepAlive(packet)) {
        return;
      }
      start(sequence);
    }
    long offset = nextOffset + (sequence - nextSequence);
    if (offset - nextOffset > FlowLimits.WINDOW_BYTES) {
      return;
    }
    if (isFin && finOffset < 0 && offset + packet.payloadLength >= nextOffset) {
      finOffset = offset + packet.payloadLength;
    }
    if (packet.payloadLength > 0) {
      data(offset, packet, acknowledgedOffset);
    }
    endAtFin(packet.epochNanos, packet.packet);
  }

  /** Whether anything was captured that has a place in the stream. */
  boolean hasStarted() {
    return hasStarted;
  }

  /** Whether the SYN was captured, so that it is known where the stream begins. */
  boolean isOpened() {
    return isOpened;
  }

  /** The peer says which byte of this direction it expects next. */
  void acknowledged(int acknowledgment, long epochNanos, int packet) {
    if (hasEnded) {
      return;
    }
    isPeerAckKnown = true;
    peerAck = acknowledgment;
    if (!hasStarted) {
      return;
    }
    long end = nextOffset + (acknowledgment - nextSequence);
    if (finOffset >= 0) {
      end = Math.min(end, finOffset);
    }
    if (end > nextOffset && end - nextOffset <= FlowLimits.WINDOW_BYTES) {
      if (unseenEnd <= nextOffset) {
        unseenNanos = epochNanos;
        unseenPacket = packet;
        segmentsSinceUnseen = 0;
      }
      unseenEnd = Math.max(unseenEnd, end);
    }
    giveUpOverdueHole(epochNanos);
    endAtFin(epochNanos, packet);
  }

  /** Whether a RST of this direction stands where the receiver would heed it, as far as we know. */
  boolean isPlausibleReset(int sequence) {
    int ahead = sequence - nextSequence;
    return !hasStarted || (ahead >= -FlowLimits.RESET_BEHIND_BYTES && ahead < 1 << 20);
  }

  /** Hands over what is kept, holes as gaps, and ends. */
  void end(StreamConsumer.End end, long epochNanos, int packet) {
    if (hasEnded) {
      return;
    }
    if (hasStarted && unseenEnd > nextOffset && !isLikelyFin()) {
      gapsUpTo(unseenEnd, unseenNanos, unseenPacket);
    }
    while (pending != null && !pending.isEmpty()) {
      gap(pending.firstOffset() - nextOffset, epochNanos, packet);
      drain();
    }
    hasEnded = true;
    pending = null;
    consumer.end(
        nextOffset == finOffset && hasStarted ? StreamConsumer.End.FIN : end, epochNanos, packet);
  }

  private void start(int sequence) {
    hasStarted = true;
    nextSequence = sequence;
  }

  /** A probe of one old byte, seen before any data: not the beginning of the stream. */
  private boolean isKeepAlive(PacketCursor packet) {
    return packet.payloadLength == 1
        && !packet.hasFlag(TcpFlags.SYN)
        && isPeerAckKnown
        && packet.sequence + 1 == peerAck;
  }

  private void data(long offset, PacketCursor packet, long acknowledgedOffset) {
    long end = offset + packet.payloadLength;
    if (end <= nextOffset) {
      return;
    }
    int skip = offset < nextOffset ? (int) (nextOffset - offset) : 0;
    if (offset + skip == nextOffset && (pending == null || pending.firstOffset() >= end)) {
      deliver(
          packet.bytes,
          packet.payloadOffset + skip,
          Math.clamp(packet.payloadCaptured - skip, 0, packet.payloadLength - skip),
          packet.payloadLength - skip,
          acknowledgedOffset,
          packet.epochNanos,
          packet.packet);
    } else {
      keep(offset + skip, skip, packet, acknowledgedOffset);
    }
    drain();
  }

  private void keep(long offset, int skip, PacketCursor packet, long acknowledgedOffset) {
    if (pending == null) {
      pending = new PendingPieces(budget);
    }
    int bytes = Math.max(0, packet.payloadCaptured - skip);
    while (!pending.isEmpty() && !pending.hasRoom(bytes)) {
      gap(pending.firstOffset() - nextOffset, packet.epochNanos, packet.packet);
      drain();
    }
    if (offset < nextOffset) {
      data(offset - skip, packet, acknowledgedOffset);
    } else if (pending.hasRoom(bytes)) {
      pending.add(offset, skip, packet, acknowledgedOffset);
    } else {
      gap(offset - nextOffset, packet.epochNanos, packet.packet);
      data(offset - skip, packet, acknowledgedOffset);
    }
  }

  private void drain() {
    while (pending != null && pending.firstOffset() == nextOffset) {
      PendingPieces.Piece piece = pending.removeFirst();
      deliver(
          piece.bytes,
          0,
          piece.bytes.length,
          piece.length,
          piece.acknowledgedOffset,
          piece.epochNanos,
          piece.packet);
    }
  }

  private void deliver(
      byte[] bytes,
      int from,
      int captured,
      int length,
      long acknowledgedOffset,
      long epochNanos,
      int packet) {
    if (captured > 0) {
      consumer.bytes(bytes, from, captured, nextOffset, acknowledgedOffset, epochNanos, packet);
    }
    if (captured < length) {
      consumer.gap(true, nextOffset + captured, length - captured, epochNanos, packet);
    }
    advance(length);
  }

  private void gap(long length, long epochNanos, int packet) {
    if (length > 0) {
      consumer.gap(false, nextOffset, length, epochNanos, packet);
      advance(length);
    }
  }

  private void advance(long length) {
    nextOffset += length;
    nextSequence += (int) length;
  }

  private void gapsUpTo(long end, long epochNanos, int packet) {
    while (nextOffset < end) {
      long limit = pending == null ? end : Math.min(end, pending.firstOffset());
      gap(limit - nextOffset, epochNanos, packet);
      drain();
    }
  }

  private void giveUpOverdueHole(long nowNanos) {
    if (unseenEnd <= nextOffset || !hasStarted) {
      return;
    }
    boolean isOverdue =
        nowNanos - unseenNanos > TAP_REORDERING_NANOS
            || segmentsSinceUnseen++ >= TAP_REORDERING_SEGMENTS;
    if (isOverdue && !isLikelyFin()) {
      gapsUpTo(unseenEnd, unseenNanos, unseenPacket);
    }
  }

  /** One byte acknowledged too much and nothing behind it: rather a FIN that was not captured. */
  private boolean isLikelyFin() {
    return unseenEnd == nextOffset + 1 && (pending == null || pending.isEmpty());
  }

  private void endAtFin(long epochNanos, int packet) {
    if (finOffset >= 0 && nextOffset >= finOffset) {
      end(StreamConsumer.End.FIN, epochNanos, packet);
    }
  }
}
