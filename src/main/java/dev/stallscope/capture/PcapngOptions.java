package dev.stallscope.capture;

/**
 * Walks the options of a pcapng block: code, length, value, padded to four bytes. An option that
 * reaches beyond the block ends the list.
 */
final class PcapngOptions {
  private static final int END = 0;
  private static final int HEADER_BYTES = 4;
  private static final int PACKET_FLAGS = 2;

  private final ByteOrderReads order;
  private final byte[] bytes;
  private final int end;
  private int next;
  private int code;
  private int valueOffset;
  private int valueLength;

  PcapngOptions(ByteOrderReads order, byte[] bytes, int start, int end) {
    this.order = order;
    this.bytes = bytes;
    this.end = end;
    next = start;
  }

  /** Moves to the next option, if there is one. */
  boolean next() {
    if (end - next < HEADER_BYTES) {
      return false;
    }
    code = order.u16(bytes, next);
    valueLength = order.u16(bytes, next + 2);
    valueOffset = next + HEADER_BYTES;
    next = valueOffset + padded(valueLength);
    return code != END && valueLength <= end - valueOffset;
  }

  int code() {
    return code;
  }

  int valueOffset() {
    return valueOffset;
  }

  int valueLength() {
    return valueLength;
  }

  /** A length with the padding to a multiple of four. */
  static int padded(int length) {
    return length + 3 & ~3;
  }

  /**
   * The direction in the flags of a packet block's options. Static, and without an object, since it
   * runs for every packet.
   */
  static LinkDirection direction(ByteOrderReads order, byte[] bytes, int start, int end) {
    int at = start;
    while (end - at >= HEADER_BYTES) {
      int code = order.u16(bytes, at);
      int length = order.u16(bytes, at + 2);
      if (code == END || length > end - at - HEADER_BYTES) {
        break;
      }
      if (code == PACKET_FLAGS && length == 4) {
        return switch (order.i32(bytes, at + HEADER_BYTES) & 3) {
          case 1 -> LinkDirection.INBOUND;
          case 2 -> LinkDirection.OUTBOUND;
          default -> LinkDirection.UNKNOWN;
        };
      }
      at += HEADER_BYTES + padded(length);
    }
    return LinkDirection.UNKNOWN;
  }
}
