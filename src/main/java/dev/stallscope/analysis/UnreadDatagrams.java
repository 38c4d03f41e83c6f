package dev.stallscope.analysis;

import dev.stallscope.packet.PacketCursor;
import dev.stallscope.protocol.DatagramConnection.Traffic;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is kept of the datagrams of a flow that no decoder reads: they may belong to a connection
 * that began between other addresses.
 */
final class UnreadDatagrams {
  /** Names of connections are looked for in so many bytes at the start of a datagram. */
  private static final int START_BYTES = 24;

  private final byte[][] starts = {new byte[0], new byte[0]};
  private final int[] packets = new int[2];
  private final long[] bytes = new long[2];
  private long firstNanos = Long.MAX_VALUE;

  void add(int side, PacketCursor packet) {
    if (packets[side] == 0) {
      int kept = Math.min(START_BYTES, packet.payloadCaptured);
      starts[side] =
          Arrays.copyOfRange(packet.bytes, packet.payloadOffset, packet.payloadOffset + kept);
    }
    packets[side]++;
    bytes[side] += packet.payloadLength;
    firstNanos = Math.min(firstNanos, packet.epochNanos);
  }

  /** Bytes of a side's first datagram in hexadecimal, fewer where it is shorter. */
  String start(int side, int offset, int length) {
    byte[] start = starts[side];
    int from = Math.min(offset, start.length);
    return HexFormat.of().formatHex(start, from, Math.min(from + length, start.length));
  }

  Traffic traffic(int side) {
    return new Traffic(packets[side], bytes[side]);
  }

  long firstNanos() {
    return firstNanos;
  }
}
