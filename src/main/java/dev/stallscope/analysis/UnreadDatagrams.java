package dev.stallscope.analysis;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.protocol.DatagramConnection.Traffic;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The datagrams of a flow that no decoder reads: they may belong to a connection that began between
 * other addresses, and are kept for it within a budget.
 */
final class UnreadDatagrams {
  /** Names of connections are looked for in so many bytes at the start of a datagram. */
  private static final int START_BYTES = 24;

  private final Budget budget;
  private final byte[][] starts = {new byte[0], new byte[0]};
  private final int[] packets = new int[2];
  private final long[] bytes = new long[2];
  private final List<Kept> kept = new ArrayList<>(0);
  private long firstNanos = Long.MAX_VALUE;

  /** Memory for the flows of a shard together. */
  static final class Budget {
    private long left = DecodeLimits.UNREAD_DATAGRAM_BYTES;

    private boolean take(long bytes) {
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      return true;
    }
  }

  /** A datagram as it was captured. */
  private record Kept(int side, StreamBytes bytes, int wireLength) {
    long cost() {
      return memory(bytes.length());
    }
  }

  /** Takes datagrams by the side that sent them. */
  @FunctionalInterface
  interface Taker {
    void datagram(int side, StreamBytes datagram, int wireLength);
  }

  UnreadDatagrams(Budget budget) {
    this.budget = budget;
  }

  void add(int side, PacketCursor packet) {
    if (packets[side] == 0) {
      int most = Math.min(START_BYTES, packet.payloadCaptured);
      starts[side] =
          Arrays.copyOfRange(packet.bytes, packet.payloadOffset, packet.payloadOffset + most);
    }
    packets[side]++;
    bytes[side] += packet.payloadLength;
    firstNanos = Math.min(firstNanos, packet.epochNanos);
    keep(side, packet);
  }

  private void keep(int side, PacketCursor packet) {
    if (budget.take(memory(packet.payloadCaptured))) {
      int from = packet.payloadOffset;
      byte[] copy = Arrays.copyOfRange(packet.bytes, from, from + packet.payloadCaptured);
      StreamBytes datagram = new StreamBytes();
      datagram.set(copy, 0, copy.length, 0, packet.epochNanos, packet.packet);
      kept.add(new Kept(side, datagram, packet.payloadLength));
    }
  }

  private static long memory(int bytes) {
    return (long) bytes + FlowLimits.PIECE_OVERHEAD_BYTES;
  }

  /** Lets go of what was kept. */
  void release() {
    for (Kept one : kept) {
      budget.left += one.cost();
    }
    kept.clear();
  }

  /** Hands over what was kept, as it was captured: it counts here no more. */
  void handOver(Taker taker) {
    for (Kept one : kept) {
      packets[one.side()]--;
      bytes[one.side()] -= one.wireLength();
      taker.datagram(one.side(), one.bytes(), one.wireLength());
    }
    release();
  }

  /** Bytes of a side's first datagram in hexadecimal, fewer where it is shorter. */
  String start(int side, int offset, int length) {
    byte[] start = starts[side];
    int from = Math.min(offset, start.length);
    return HexFormat.of().formatHex(start, from, Math.min(from + length, start.length));
  }

  /** What a side sent and was not handed over. */
  Traffic traffic(int side) {
    return new Traffic(packets[side], bytes[side]);
  }

  long firstNanos() {
    return firstNanos;
  }
}
