package dev.stallscope.net;

import dev.stallscope.bytes.Bytes;
import java.net.InetAddress;

/**
 * An IPv4 or IPv6 address in two longs; an IPv4 address is the low 32 bits of {@code low}.
 *
 * <p>An IPv4-mapped IPv6 address stays an IPv6 address, since that is what was on the wire.
 */
public record IpAddress(long high, long low, boolean isV4) implements Comparable<IpAddress> {
  /** The IPv4 address in four bytes at {@code offset}. */
  public static IpAddress v4(byte[] bytes, int offset) {
    return new IpAddress(0, Bytes.u32(bytes, offset), true);
  }

  /** The IPv6 address in sixteen bytes at {@code offset}. */
  public static IpAddress v6(byte[] bytes, int offset) {
    return new IpAddress(Bytes.i64(bytes, offset), Bytes.i64(bytes, offset + 8), false);
  }

  /**
   * Reads an address in its usual text form; names are not resolved.
   *
   * @throws IllegalArgumentException if the text is no literal address
   */
  public static IpAddress parse(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? v4(bytes, 0) : v6(bytes, 0);
  }

  public boolean isLoopback() {
    return isV4 ? low >>> 24 == 127 : high == 0 && low == 1;
  }

  /** Spelled out: what Java makes for records is slow without its second compiler. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that
        && low == that.low
        && high == that.high
        && isV4 == that.isV4;
  }

  /** Mixed, since neighbouring addresses would else share a bucket wherever a port is added. */
  @Override
  public int hashCode() {
    long mixed = (low + high * 31 + (isV4 ? 1 : 0)) * 0x9e37_79b9_7f4a_7c15L; // the golden ratio
    return Long.hashCode(mixed ^ mixed >>> 29);
  }

  /** The address as 4 or 16 bytes in network order. */
  public byte[] toBytes() {
    byte[] bytes = new byte[isV4 ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int fromEnd = bytes.length - 1 - i;
      long half = fromEnd < 8 ? low : high;
      bytes[i] = (byte) (half >>> (fromEnd % 8 * 8));
    }
    return bytes;
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Boolean.compare(other.isV4, isV4);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** Dotted decimal, or the canonical form of RFC 5952. */
  @Override
  public String toString() {
    if (isV4) {
      return (low >>> 24 & 0xff)
          + "."
          + (low >>> 16 & 0xff)
          + "."
          + (low >>> 8 & 0xff)
          + "."
          + (low & 0xff);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - i % 4 * 16)) & 0xffff;
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
