package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;

/**
 * The header of a record (RFC 8446 5.1): type (1), version (2), length (2).
 *
 * <p>The version is only a hint, frozen at 3.1 or 3.3; the length may exceed 2^14 by what
 * encryption adds, at most 2048 in TLS 1.2.
 */
public final class TlsRecord {
  public static final int CHANGE_CIPHER_SPEC = 20;
  public static final int ALERT = 21;
  public static final int HANDSHAKE = 22;
  public static final int APPLICATION_DATA = 23;

  public static final int HEADER_BYTES = 5;
  public static final int MAX_BYTES = (1 << 14) + 2048;

  private static final int MAX_MINOR_VERSION = 4;

  private TlsRecord() {}

  public static int type(byte[] bytes, int offset) {
    return Bytes.u8(bytes, offset);
  }

  /** Bytes behind the header. */
  public static int length(byte[] bytes, int offset) {
    return Bytes.u16(bytes, offset + 3);
  }

  /** The header of a protected record as it is authenticated, whose version is always 3.3. */
  static byte[] header(int type, int length) {
    return new byte[] {(byte) type, 3, 3, (byte) (length >> Byte.SIZE), (byte) length};
  }

  /** Whether the bytes at hand, up to five of them, can begin a record. */
  public static boolean isPlausible(byte[] bytes, int offset, int atHand) {
    if (atHand >= 1 && !isType(Bytes.u8(bytes, offset))) {
      return false;
    }
    if (atHand >= 2 && Bytes.u8(bytes, offset + 1) != 3) {
      return false;
    }
    if (atHand >= 3 && Bytes.u8(bytes, offset + 2) > MAX_MINOR_VERSION) {
      return false;
    }
    return atHand < HEADER_BYTES || isLength(type(bytes, offset), length(bytes, offset));
  }

  /** Whether a first byte is a type of records. */
  public static boolean isType(int type) {
    return type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA;
  }

  private static boolean isLength(int type, int length) {
    // An empty record may carry application data only; OpenSSL once sent such before each write.
    boolean isEmpty = length == 0 && type != APPLICATION_DATA;
    return !isEmpty && length <= MAX_BYTES && (type != CHANGE_CIPHER_SPEC || length == 1);
  }
}
