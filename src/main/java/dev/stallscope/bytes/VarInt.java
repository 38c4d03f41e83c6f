package dev.stallscope.bytes;

/**
 * Variable-length integers of RFC 9000 section 16: the first two bits say whether 1, 2, 4 or 8
 * bytes hold the number.
 */
public final class VarInt {
  /** The largest number that can be written. */
  public static final long MAX = (1L << 62) - 1;

  /** What {@link #read} returns where the bytes at hand are too few; no number is negative. */
  public static final long MISSING = -1;

  private VarInt() {}

  /** Bytes of the number that begins with the byte at {@code offset}. */
  public static int length(byte[] bytes, int offset) {
    return 1 << (Bytes.u8(bytes, offset) >> 6);
  }

  /** The number at {@code offset}, or {@link #MISSING} where it does not end before {@code end}. */
  public static long read(byte[] bytes, int offset, int end) {
    if (offset >= end || offset + length(bytes, offset) > end) {
      return MISSING;
    }
    return switch (length(bytes, offset)) {
      case 1 -> Bytes.u8(bytes, offset);
      case 2 -> Bytes.u16(bytes, offset) & 0x3fff;
      case 4 -> Bytes.u32(bytes, offset) & 0x3fff_ffffL;
      default -> Bytes.i64(bytes, offset) & MAX;
    };
  }
}
