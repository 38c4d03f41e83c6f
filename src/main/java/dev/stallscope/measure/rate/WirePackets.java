package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import java.util.Arrays;

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
    int mss = Math.max(1, trace.connection().side(direction).mss());
    for (int row = 0; row < trace.size(); row++) {
      int payload = trace.payloadBytes(row);
      if (trace.direction(row) == direction
          && payload > 0
          && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)
          && !trace.has(row, SegmentEvent.KEEP_ALIVE)) {
        for (int done = 0; done < payload; done += mss) {
          packets.add(
              trace.epochNanos(row),
              Math.min(mss, payload - done),
              trace.sequence(row) + done,
              trace.packet(row),
              delays.nanos(row),
              trace.has(row, SegmentEvent.LOST),
              trace.originalRow(row) >= 0);
        }
      }
    }
    return packets;
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
