package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;

/**
 * The segments of one connection in the order of capture, one row each, with what the tracker found
 * of them: made when it is needed, dropped afterwards. Sequence numbers are unwrapped to 64 bits
 * and relative, as Wireshark shows them: the SYN has 0, the first byte of data 1; where the SYN was
 * not seen, the first byte seen has 1.
 */
public interface TcpTrace {
  TcpConnection connection();

  /** Takes what other connections of the same hosts told of this one. */
  void refine(TcpConnection refined);

  /** Rows. */
  int size();

  /** Index of the packet in the capture, from 0. */
  int packet(int row);

  long epochNanos(int row);

  Direction direction(int row);

  /** Bits of {@link dev.stallscope.packet.TcpFlags}. */
  int flags(int row);

  /** Payload bytes on the wire. */
  int payloadBytes(int row);

  /** Payload bytes that the capture kept. */
  int payloadCaptured(int row);

  /** First sequence number of the segment. */
  long sequence(int row);

  /** Sequence number after the segment; SYN and FIN count one. */
  default long end(int row) {
    int flags = flags(row);
    return sequence(row)
        + payloadBytes(row)
        + ((flags & dev.stallscope.packet.TcpFlags.SYN) != 0 ? 1 : 0)
        + ((flags & dev.stallscope.packet.TcpFlags.FIN) != 0 ? 1 : 0);
  }

  /** Acknowledgment number in the numbering of the other direction, or -1 without the ACK flag. */
  long acknowledgment(int row);

  /**
   * Receive window that the segment advertises in bytes, scaled; unscaled where the scale is
   * unknown.
   */
  long windowBytes(int row);

  /**
   * The time of the sender's own clock (RFC 7323, TSval) in ticks of a length that is its own, or
   * -1 without the option.
   */
  long timestampValue(int row);

  /**
   * The last time of the other side's clock that the sender had heard of (RFC 7323, TSecr), in that
   * clock's ticks, or -1 without the option.
   */
  long timestampEcho(int row);

  /** IPv4 identification of the packet, 0 where it has none. */
  int packetId(int row);

  /** Bits of {@link SegmentEvent}. */
  int events(int row);

  default boolean has(int row, SegmentEvent event) {
    return event.isIn(events(row));
  }

  /** What made the sender send this segment again. */
  RetransmissionCause retransmissionCause(int row);

  /** Row that first sent the bytes this row retransmits, or -1. */
  int originalRow(int row);

  /** A round-trip sample of the whole path that this segment completed, nanoseconds, or -1. */
  long roundTripNanos(int row);

  /** SACK blocks of the row, as pairs of left and right edge in the other direction's numbering. */
  long[] sackBlocks(int row);

  /** Walks the rows forward with the state of both senders after each. */
  TcpReplay replay();
}
