package dev.stallscope.protocol;

/**
 * Where a message stood on the wire.
 *
 * @param firstNanos when its first byte was captured
 * @param lastNanos when the last of its bytes was captured, a hole filled late included
 * @param firstPacket index of the packet that brought the first byte
 * @param lastPacket index of the packet that completed the message
 * @param startOffset position of the first byte in the stream of its direction, from 0; -1 for a
 *     datagram
 * @param endOffset position after the last byte; -1 for a datagram
 * @param wireBytes bytes on the wire at this layer; fewer than lie between the offsets where other
 *     messages are sent between its parts
 */
public record MessageSpan(
    long firstNanos,
    long lastNanos,
    int firstPacket,
    int lastPacket,
    long startOffset,
    long endOffset,
    long wireBytes) {
  /** A message in one piece. */
  public MessageSpan(
      long firstNanos,
      long lastNanos,
      int firstPacket,
      int lastPacket,
      long startOffset,
      long endOffset) {
    this(
        firstNanos,
        lastNanos,
        firstPacket,
        lastPacket,
        startOffset,
        endOffset,
        endOffset - startOffset);
  }
}
