package dev.stallscope.protocol.http.stream;

import dev.stallscope.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the numbers and texts of a header compression (RFC 7541 section 5, RFC 9204 4.1). */
public final class CompressedFields {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads {@code length} bytes from {@code offset}. */
  public CompressedFields(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    at = offset;
    end = offset + length;
  }

  /** The bytes are no header compression, or end too early. */
  public static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A code that nothing can follow. */
    public static final int NEVER = -1;

    private final int missingBytes;

    private BrokenException(int missingBytes) {
      super("broken header compression", null, false, false);
      this.missingBytes = missingBytes;
    }

    /** How many more bytes are needed at least to go on, {@link #NEVER} where none would help. */
    public int missingBytes() {
      return missingBytes;
    }
  }

  public boolean hasMore() {
    return at < end;
  }

  /** Index of the next byte in the array. */
  public int position() {
    return at;
  }

  /** The next byte, which stays; there must be one. */
  public int peek() {
    return Bytes.u8(bytes, at);
  }

  /** A number that begins in the last {@code prefixBits} of the next byte. */
  public int integer(int prefixBits) throws BrokenException {
    int largest = (1 << prefixBits) - 1;
    long value = next() & largest;
    if (value < largest) {
      return (int) value;
    }
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int octet = next();
      value += (long) (octet & 0x7f) << shift;
      if (value > Integer.MAX_VALUE) {
        throw new BrokenException(BrokenException.NEVER);
      }
      if ((octet & 0x80) == 0) {
        return (int) value;
      }
    }
    throw new BrokenException(BrokenException.NEVER);
  }

  private int next() throws BrokenException {
    if (at >= end) {
      throw new BrokenException(1);
    }
    int octet = Bytes.u8(bytes, at);
    at++;
    return octet;
  }

  /**
   * A text whose length begins in the last {@code prefixBits} of the next byte; the bit before them
   * says whether it has the Huffman code.
   */
  public String text(int prefixBits) throws BrokenException {
    boolean isHuffman = at < end && (bytes[at] >> prefixBits & 1) != 0;
    int length = integer(prefixBits);
    if (length > end - at) {
      throw new BrokenException(length - (end - at));
    }
    int from = at;
    at += length;
    if (!isHuffman) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    Optional<String> text = HuffmanCode.decode(bytes, from, length);
    if (text.isEmpty()) {
      throw new BrokenException(BrokenException.NEVER);
    }
    return text.get();
  }
}
