package dev.stallscope.protocol.http1;

/**
 * Reads the line that begins a chunk (RFC 9112 section 7.1), byte by byte: {@code 1a;name=value} CR
 * LF.
 */
final class ChunkSizeLine {
  /** 15 hexadecimal digits are an exabyte. */
  private static final int MAX_DIGITS = 15;

  /** The same as nginx takes for a line with extensions, with room. */
  private static final int MAX_LINE_BYTES = 16 << 10;

  private long size;
  private int digits;
  private int bytes;
  private boolean isPastDigits;

  /** What a byte brought. */
  enum Progress {
    MORE,
    DONE,
    BAD
  }

  void clear() {
    size = 0;
    digits = 0;
    bytes = 0;
    isPastDigits = false;
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  long size() {
    return size;
  }

  Progress next(byte letter) {
    bytes++;
    if (letter == '\n') {
      return digits > 0 ? Progress.DONE : Progress.BAD;
    }
    int digit = Character.digit(letter, 16);
    if (digit >= 0 && !isPastDigits) {
      size = size << 4 | digit;
      digits++;
      return digits <= MAX_DIGITS ? Progress.MORE : Progress.BAD;
    }
    isPastDigits = true;
    boolean mayFollow = digits > 0 && bytes <= MAX_LINE_BYTES;
    boolean isSeparator = letter == ';' || letter == '\r' || letter == ' ' || letter == '\t';
    return mayFollow && (bytes > digits + 1 || isSeparator) ? Progress.MORE : Progress.BAD;
  }
}
