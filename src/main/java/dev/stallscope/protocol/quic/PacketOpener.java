package dev.stallscope.protocol.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.quic.PacketNumbers;
import dev.stallscope.quic.PacketProtection;

/** Opens packets one after the other in the same buffers. */
final class PacketOpener {
  private static final int NUMBER_BYTES = 4;

  private byte[] header = new byte[64];
  private byte[] contents = new byte[1500];
  private int headerLength;
  private long number;

  /** The contents of the packet that was opened last; valid until the next is. */
  byte[] contents() {
    return contents;
  }

  /** The number of the packet that was opened last. */
  long number() {
    return number;
  }

  /**
   * Takes the protection off a header.
   *
   * @return false where it is too short to be one
   */
  boolean unmask(
      PacketProtection protection,
      PacketNumbers numbers,
      byte[] bytes,
      int start,
      int numberAt,
      int end) {
    int needed = numberAt - start + NUMBER_BYTES;
    header = header.length < needed ? new byte[needed] : header;
    int length = protection.unmask(bytes, start, numberAt, end, header);
    if (length < 0) {
      return false;
    }
    headerLength = numberAt - start + length;
    long truncated = 0;
    for (int i = headerLength - length; i < headerLength; i++) {
      truncated = truncated << Byte.SIZE | Bytes.u8(header, i);
    }
    number = numbers.whole(truncated, length);
    return true;
  }

  /** The first byte of the header that was unmasked last, without protection. */
  int firstByte() {
    return Bytes.u8(header, 0);
  }

  /**
   * Opens the packet whose header was unmasked last.
   *
   * @return bytes of contents, or {@link PacketProtection#NOT_AUTHENTIC}
   */
  int open(PacketProtection protection, byte[] bytes, int start, int end) {
    contents = contents.length < end - start ? new byte[end - start] : contents;
    return protection.open(
        header, headerLength, number, bytes, start + headerLength, end, contents);
  }
}
