package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The data packets of one direction as columns, in the form in which they were on the wire: what
 * segmentation offload joined is cut at the MSS (STALLS Q5).
 */
final class WirePackets {
  private int size;
  private long[] nanos = new long[256];
  private int[] bytes = new int[256];
  private long[] offset = new long[256];
  private int[] packet = new int[256];
  private long[] ackDelay = new long[256];
  private boolean[] isLost = new boolean[256];
  private boolean[] isRepeat = new boolean[256];

  /** All data of a direction with the delay until each was first known to have arrived. */
  static WirePackets of(TcpTrace trace, Direction direction) {
    WirePackets packets = new WirePackets();
    AckDelays delays = new AckDelays(trace, direction);
    for (int row = 0; row < trace.size(); row++) {
      if (isData(trace, row, direction)) {
        packets.addRow(trace, row, delays.nanos(row));
      }
    }
    return packets;
  }

  /**
   * The data of a direction as they arrived, and between them, as lost, what was missed; its delay
   * is the time until it came at last.
   *
   * @param roundTripNanos the least of the path
   */
  static WirePackets arrived(TcpTrace trace, Direction direction, long roundTripNanos) {
    WirePackets packets = new WirePackets();
    Iterator<MissedBytes.Piece> missed =
        MissedBytes.of(trace, direction, roundTripNanos).iterator();
    MissedBytes.Piece next = missed.hasNext() ? missed.next() : null;
    for (int row = 0; row < trace.size(); row++) {
      if (!isData(trace, row, direction)) {
        continue;
      }
      List<MissedBytes.Piece> before = new ArrayList<>();
      for (;
          next != null && next.beforeRow() == row;
          next = missed.hasNext() ? missed.next() : null) {
        before.add(next);
      }
      packets.addMissed(trace, row, before);
      packets.addRow(trace, row, -1);
    }
    return packets;
  }

  private static boolean isData(TcpTrace trace, int row, Direction direction) {
    return trace.direction(row) == direction
        && trace.payloadBytes(row) > 0
        && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)
        && !trace.has(row, SegmentEvent.KEEP_ALIVE);
  }

  private static int mss(TcpTrace trace, int row) {
    return Math.max(1, trace.connection().side(trace.direction(row)).mss());
  }

  private void addRow(TcpTrace trace, int row, long delayNanos) {
    int payload = trace.payloadBytes(row);
    int mss = mss(trace, row);
    for (int done = 0; done < payload; done += mss) {
      add(
          trace.epochNanos(row),
          Math.min(mss, payload - done),
          trace.sequence(row) + done,
          trace.packet(row),
          delayNanos,
          trace.has(row, SegmentEvent.LOST),
          trace.originalRow(row) >= 0);
    }
  }

  /** What is missing before a row is spread over the time since the packet before it. */
  private void addMissed(TcpTrace trace, int row, List<MissedBytes.Piece> pieces) {
    int mss = mss(trace, row);
    long start = size == 0 ? trace.epochNanos(row) : nanos[size - 1];
    long span = trace.epochNanos(row) - start;
    long all =
        pieces.stream().mapToLong(piece -> (piece.to() - piece.from() + mss - 1) / mss).sum();
    long seen = 0;
    for (MissedBytes.Piece piece : pieces) {
      for (long at = piece.from(); at < piece.to(); at += mss) {
        seen++;
        add(
            start + span * seen / (all + 1),
            (int) Math.min(mss, piece.to() - at),
            at,
            trace.packet(row),
            piece.repairNanos(),
            true,
            false);
      }
    }
  }

  /** Appends one packet; the parameters are those of the columns. */
  void add(
      long nanos,
      int bytes,
      long offset,
      int packet,
      long ackDelay,
      boolean isLost,
      boolean isRepeat) {
    if (size == this.nanos.length) {
      grow();
    }
    this.nanos[size] = nanos;
    this.bytes[size] = bytes;
    this.offset[size] = offset;
    this.packet[size] = packet;
    this.ackDelay[size] = ackDelay;
    this.isLost[size] = isLost;
    this.isRepeat[size] = isRepeat;
    size++;
  }

  private void grow() {
    int length = size * 2;
    nanos = Arrays.copyOf(nanos, length);
    bytes = Arrays.copyOf(bytes, length);
    offset = Arrays.copyOf(offset, length);
    packet = Arrays.copyOf(packet, length);
    ackDelay = Arrays.copyOf(ackDelay, length);
    isLost = Arrays.copyOf(isLost, length);
    isRepeat = Arrays.copyOf(isRepeat, length);
  }

  int size() {
    return size;
  }

  long nanos(int i) {
    return nanos[i];
  }

  int bytes(int i) {
    return bytes[i];
  }

  /** Position of the first byte in the stream. */
  long offset(int i) {
    return offset[i];
  }

  /** Index of the packet in the capture. */
  int packet(int i) {
    return packet[i];
  }

  /** Until an ACK or SACK covered the packet, nanoseconds; -1 where none did. */
  long ackDelay(int i) {
    return ackDelay[i];
  }

  boolean isLost(int i) {
    return isLost[i];
  }

  /** Whether its bytes had been sent before. */
  boolean isRepeat(int i) {
    return isRepeat[i];
  }
}
