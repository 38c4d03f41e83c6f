package dev.stallscope.analysis.detail;

import dev.stallscope.net.Direction;

/** Bytes that one packet brought of a stream, or a hole in it. */
public final class StreamPiece {
  private final Direction direction;
  private final long streamOffset;
  private final byte[] bytes;
  private final long missingBytes;
  private final boolean isCutBySnaplen;
  private final long epochNanos;
  private final int packet;

  private StreamPiece(
      Direction direction,
      long streamOffset,
      byte[] bytes,
      long missingBytes,
      boolean isCutBySnaplen,
      long epochNanos,
      int packet) {
    this.direction = direction;
    this.streamOffset = streamOffset;
    this.bytes = bytes;
    this.missingBytes = missingBytes;
    this.isCutBySnaplen = isCutBySnaplen;
    this.epochNanos = epochNanos;
    this.packet = packet;
  }

  static StreamPiece of(
      Direction direction, long streamOffset, byte[] bytes, long epochNanos, int packet) {
    return new StreamPiece(direction, streamOffset, bytes, 0, false, epochNanos, packet);
  }

  static StreamPiece gap(
      Direction direction,
      long streamOffset,
      long missingBytes,
      boolean isCutBySnaplen,
      long epochNanos,
      int packet) {
    return new StreamPiece(
        direction, streamOffset, new byte[0], missingBytes, isCutBySnaplen, epochNanos, packet);
  }

  public Direction direction() {
    return direction;
  }

  /** Position of the first byte in the stream of its direction, from 0. */
  public long streamOffset() {
    return streamOffset;
  }

  /** Its bytes, empty for a hole; lent, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public boolean isGap() {
    return missingBytes > 0;
  }

  /** Bytes that the capture does not hold. */
  public long missingBytes() {
    return missingBytes;
  }

  /** Whether missing bytes were on the wire and not kept; otherwise no packet brought them. */
  public boolean isCutBySnaplen() {
    return isCutBySnaplen;
  }

  /** When the packet was captured. */
  public long epochNanos() {
    return epochNanos;
  }

  /** Index of the packet, from 0. */
  public int packet() {
    return packet;
  }

  /** The bytes as text: UTF-8 where they are, with a dot for what cannot be printed. */
  public String text() {
    return ByteText.text(bytes);
  }
}
