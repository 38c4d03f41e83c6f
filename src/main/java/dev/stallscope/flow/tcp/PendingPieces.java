package dev.stallscope.flow.tcp;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.packet.PacketCursor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies of out-of-order data of one direction. Pieces never overlap: of bytes that came twice, the
 * first copy stays.
 */
final class PendingPieces {
  private final TreeMap<Long, Piece> pieces = new TreeMap<>();
  private final ReassemblyBudget budget;
  private long chargedBytes;

  /** Bytes of one packet: those that the capture kept, and how many there were on the wire. */
  static final class Piece {
    final byte[] bytes;
    final int length;
    final long acknowledgedOffset;
    final long epochNanos;
    final int packet;

    Piece(byte[] bytes, int length, long acknowledgedOffset, long epochNanos, int packet) {
      this.bytes = bytes;
      this.length = length;
      this.acknowledgedOffset = acknowledgedOffset;
      this.epochNanos = epochNanos;
      this.packet = packet;
    }

    long charge() {
      return (long) bytes.length + FlowLimits.PIECE_OVERHEAD_BYTES;
    }
  }

  PendingPieces(ReassemblyBudget budget) {
    this.budget = budget;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** Whether a piece of so many bytes may be added. */
  boolean hasRoom(int bytes) {
    long charge = (long) bytes + FlowLimits.PIECE_OVERHEAD_BYTES;
    return chargedBytes + charge <= FlowLimits.REASSEMBLY_BYTES && budget.hasRoom(charge);
  }

  /** Offset of the first piece; {@link Long#MAX_VALUE} where there is none. */
  long firstOffset() {
    return pieces.isEmpty() ? Long.MAX_VALUE : pieces.firstKey();
  }

  Piece removeFirst() {
    Map.Entry<Long, Piece> first = pieces.pollFirstEntry();
    if (first == null) {
      throw new IllegalStateException("no piece");
    }
    chargedBytes -= first.getValue().charge();
    budget.release(first.getValue().charge());
    return first.getValue();
  }

  /** Keeps those bytes of the packet from {@code offset} on that no piece holds yet. */
  void add(long offset, int skip, PacketCursor packet, long acknowledgedOffset) {
    long end = offset - skip + packet.payloadLength;
    long at = offset;
    Map.Entry<Long, Piece> before = pieces.floorEntry(at);
    if (before != null) {
      at = Math.max(at, end(before));
    }
    for (int i = 0; at < end && i < FlowLimits.OVERLAPPED_PIECES; i++) {
      Map.Entry<Long, Piece> after = pieces.ceilingEntry(at);
      long limit = after == null ? end : Math.min(end, after.getKey());
      if (limit > at) {
        put(at, (int) (limit - at), (int) (at - offset) + skip, packet, acknowledgedOffset);
      }
      at = after == null ? end : end(after);
    }
  }

  private void put(
      long offset, int length, int skip, PacketCursor packet, long acknowledgedOffset) {
    int captured = Math.clamp(packet.payloadCaptured - skip, 0, length);
    int from = packet.payloadOffset + skip;
    byte[] bytes =
        captured == 0 ? new byte[0] : Arrays.copyOfRange(packet.bytes, from, from + captured);
    Piece piece = new Piece(bytes, length, acknowledgedOffset, packet.epochNanos, packet.packet);
    pieces.put(offset, piece);
    chargedBytes += piece.charge();
    budget.take(piece.charge());
  }

  private static long end(Map.Entry<Long, Piece> entry) {
    return entry.getKey() + entry.getValue().length;
  }
}
