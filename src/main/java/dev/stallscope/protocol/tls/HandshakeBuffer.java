package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.tls.HandshakeType;

/**
 * Puts the handshake messages of one direction together, which records cut and join as they like:
 * type (1), length (3), body.
 */
final class HandshakeBuffer {
  private static final int HEADER_BYTES = 4;
  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int length;
  private boolean isBroken;

  /** Takes one message; the bytes are valid only during the call. */
  interface Taker {
    void message(int type, byte[] bytes, int offset, int length);
  }

  /**
   * Bytes are missing. What follows may be the middle of a message; a record that begins with a
   * whole message is taken as a new beginning.
   */
  void breakOff() {
    isBroken = true;
    bytes = NOTHING;
    length = 0;
  }

  /**
   * Adds the contents of a record.
   *
   * @return false where they cannot be read: too long, or no handshake message at all
   */
  boolean append(byte[] body, int count, Taker taker) {
    isBroken = isBroken && !beginsWithMessage(body, count);
    if (isBroken) {
      return false;
    }
    reserve(count);
    System.arraycopy(body, 0, bytes, length, count);
    length += count;
    int at = 0;
    while (length - at >= HEADER_BYTES) {
      int type = Bytes.u8(bytes, at);
      int size = Bytes.u24(bytes, at + 1);
      if (!HandshakeType.isKnown(type) || size > DecodeLimits.TLS_HANDSHAKE_BYTES) {
        breakOff();
        return false;
      }
      if (length - at < HEADER_BYTES + size) {
        break;
      }
      taker.message(type, bytes, at + HEADER_BYTES, size);
      at += HEADER_BYTES + size;
    }
    System.arraycopy(bytes, at, bytes, 0, length - at);
    length -= at;
    return true;
  }

  private static boolean beginsWithMessage(byte[] body, int count) {
    return count >= HEADER_BYTES
        && HandshakeType.isKnown(Bytes.u8(body, 0))
        && HEADER_BYTES + Bytes.u24(body, 1) <= count;
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      byte[] larger = new byte[Math.max(2 * bytes.length, length + count)];
      System.arraycopy(bytes, 0, larger, 0, length);
      bytes = larger;
    }
  }
}
