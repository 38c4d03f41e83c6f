package dev.stallscope.capture;

/** Options of a pcapng block: code, length, value, padded to four bytes. */
final class PcapngOptions {
  private static final int END = 0;
  private static final int EPB_FLAGS = 2;

  private PcapngOptions() {}

  /** Takes one option. */
  interface Visitor {
    void option(int code, int offset, int length);
  }

  static void visit(ByteOrderReads order, byte[] bytes, int start, int end, Visitor visitor) {
    int at = start;
    while (at + 4 <= end) {
      int code = order.u16(bytes, at);
      int length = order.u16(bytes, at + 2);
      if (code == END || at + 4 + length > end) {
        return;
      }
      visitor.option(code, at + 4, length);
      at += 4 + ((length + 3) & ~3);
    }
  }

  /** The direction in the flags of an enhanced packet block. */
  static LinkDirection direction(ByteOrderReads order, byte[] bytes, int start, int end) {
    int at = start;
    while (at + 4 <= end) {
      int code = order.u16(bytes, at);
      int length = order.u16(bytes, at + 2);
      if (code == END || at + 4 + length > end) {
        break;
      }
      if (code == EPB_FLAGS && length == 4) {
        return switch (order.i32(bytes, at + 4) & 3) {
          case 1 -> LinkDirection.INBOUND;
          case 2 -> LinkDirection.OUTBOUND;
          default -> LinkDirection.UNKNOWN;
        };
      }
      at += 4 + ((length + 3) & ~3);
    }
    return LinkDirection.UNKNOWN;
  }
}
