package dev.stallscope.protocol.dns;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;

/**
 * Reads domain names with their compression (RFC 1035 4.1.4). The number of pointers followed and
 * the length of a name are capped, so that a loop of pointers is no name.
 */
public final class DnsName {
  /** The name goes on behind the bytes at hand. */
  public static final int NEEDS_MORE = -1;

  /** No name stands there. */
  public static final int BAD = -2;

  private static final int POINTER = 0xc0;

  private final StringBuilder text = new StringBuilder();
  private boolean isPlain;

  /** The name last read: lower case, without the final dot. */
  public String text() {
    return text.toString();
  }

  /** Whether the name last read has only characters of host and service names. */
  boolean isPlain() {
    return isPlain;
  }

  /**
   * Reads the name at {@code position}.
   *
   * @param start index of the message's first byte; pointers count from there
   * @param end index after the last byte at hand
   * @return index after the name, {@link #NEEDS_MORE} or {@link #BAD}
   */
  public int read(byte[] bytes, int start, int position, int end) {
    text.setLength(0);
    isPlain = true;
    int after = BAD;
    int at = position;
    int wireBytes = 0;
    for (int jumps = 0; jumps <= DecodeLimits.DNS_NAME_POINTERS; ) {
      if (at >= end) {
        return NEEDS_MORE;
      }
      int length = Bytes.u8(bytes, at);
      if (length == 0) {
        return after == BAD ? at + 1 : after;
      }
      if ((length & POINTER) == 0) {
        if (at + 1 + length > end) {
          return NEEDS_MORE;
        }
        wireBytes += 1 + length;
        if (wireBytes >= DecodeLimits.DNS_NAME_BYTES) {
          return BAD;
        }
        label(bytes, at + 1, length);
        at += 1 + length;
      } else {
        if (at + 2 > end) {
          return NEEDS_MORE;
        }
        after = after == BAD ? at + 2 : after;
        at = start + (Bytes.u16(bytes, at) & 0x3fff);
        if ((length & POINTER) != POINTER) {
          return BAD;
        }
        jumps++;
      }
    }
    return BAD;
  }

  private void label(byte[] bytes, int from, int length) {
    if (!text.isEmpty()) {
      text.append('.');
    }
    for (int i = from; i < from + length; i++) {
      int c = Bytes.u8(bytes, i);
      boolean isLetter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
      isPlain &= isLetter || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '*';
      append(isLetter ? c | 0x20 : c);
    }
  }

  /** A dot within a label and what cannot be printed are escaped (RFC 1035 5.1). */
  private void append(int c) {
    if (c == '.' || c == '\\') {
      text.append('\\').append((char) c);
    } else if (c > ' ' && c < 0x7f) {
      text.append((char) c);
    } else {
      text.append('\\').append((char) ('0' + c / 100));
      text.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
    }
  }
}
