package dev.stallscope.protocol.http.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Huffman code of HPACK and QPACK (RFC 7541 appendix B). It is canonical: the lengths of its
 * codes are enough to know them.
 */
final class HuffmanCode {
  private static final int END_OF_STRING = 256;
  private static final int LONGEST = 30;

  /** Padding has fewer bits than this (RFC 7541 section 5.2). */
  private static final int PADDING_BITS = 8;

  private static final byte[] LENGTHS = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
    30
  };

  /** By length: the first code, how many there are, and where their symbols begin. */
  private static final int[] FIRST = new int[LONGEST + 1];

  private static final int[] COUNT = new int[LONGEST + 1];
  private static final int[] START = new int[LONGEST + 1];
  private static final int[] SYMBOLS = new int[LENGTHS.length];

  static {
    for (byte length : LENGTHS) {
      COUNT[length]++;
    }
    int at = 0;
    for (int length = 1; length <= LONGEST; length++) {
      FIRST[length] = (FIRST[length - 1] + COUNT[length - 1]) << 1;
      START[length] = at;
      for (int symbol = 0; symbol < LENGTHS.length; symbol++) {
        if (LENGTHS[symbol] == length) {
          SYMBOLS[at] = symbol;
          at++;
        }
      }
    }
  }

  private HuffmanCode() {}

  /** The text behind the code, each octet one character; empty where the code is broken. */
  static Optional<String> decode(byte[] bytes, int offset, int length) {
    // No code is shorter than 5 bits.
    byte[] text = new byte[length * 8 / 5 + 1];
    int size = 0;
    int code = 0;
    int bits = 0;
    for (int i = 0; i < length * 8; i++) {
      code = code << 1 | (bytes[offset + i / 8] >> (7 - i % 8) & 1);
      bits++;
      if (bits > LONGEST) {
        return Optional.empty();
      }
      int distance = code - FIRST[bits];
      if (distance >= 0 && distance < COUNT[bits]) {
        int symbol = SYMBOLS[START[bits] + distance];
        if (symbol == END_OF_STRING) {
          return Optional.empty();
        }
        text[size] = (byte) symbol;
        size++;
        code = 0;
        bits = 0;
      }
    }
    boolean isPadding = bits < PADDING_BITS && code == (1 << bits) - 1;
    return isPadding
        ? Optional.of(new String(text, 0, size, StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }
}
