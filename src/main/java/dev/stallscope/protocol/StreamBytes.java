package dev.stallscope.protocol;

/**
 * Bytes of one direction of a stream, in order, brought by one packet. The view is used again: it
 * is valid only during the call that hands it over.
 */
public final class StreamBytes {
  private byte[] array = new byte[0];
  private int offset;
  private int length;
  private long streamOffset;
  private long epochNanos;
  private int packet;
  private long acknowledgedOffset = -1;

  /** Points the view at other bytes. */
  public StreamBytes set(
      byte[] array, int offset, int length, long streamOffset, long epochNanos, int packet) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    this.streamOffset = streamOffset;
    this.epochNanos = epochNanos;
    this.packet = packet;
    this.acknowledgedOffset = -1;
    return this;
  }

  /** Says what the packet that brought the bytes acknowledged. */
  public StreamBytes acknowledging(long offset) {
    this.acknowledgedOffset = offset;
    return this;
  }

  public byte[] array() {
    return array;
  }

  /** Index in {@link #array()} of the first byte. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /** Position of the first byte in the stream, from 0. */
  public long streamOffset() {
    return streamOffset;
  }

  /** When the packet that brought the bytes was captured. */
  public long epochNanos() {
    return epochNanos;
  }

  /** Index of the packet that brought the bytes, from 0. */
  public int packet() {
    return packet;
  }

  /**
   * Position in the other direction's stream up to which the packet that brought the bytes
   * acknowledged, -1 where that is not known.
   */
  public long acknowledgedOffset() {
    return acknowledgedOffset;
  }
}
