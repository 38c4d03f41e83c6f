package dev.stallscope.protocol.http;

/**
 * Passes over the header of a gzip member, byte by byte (RFC 1952 section 2.3).
 *
 * <pre>
 * +---+---+---+---+---+---+---+---+---+---+
 * |ID1|ID2|CM |FLG|     MTIME     |XFL|OS | extra field, name, comment, header CRC
 * +---+---+---+---+---+---+---+---+---+---+
 * </pre>
 */
final class GzipHeader {
  private static final int[] START = {0x1f, 0x8b, 8};
  private static final int FLAGS_AT = 3;
  private static final int FIXED_BYTES = 10;
  private static final int CRC = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;

  private int position;
  private int flags;
  private int left;
  private Part part = Part.FIXED;

  private enum Part {
    FIXED,
    EXTRA_LENGTH_LOW,
    EXTRA_LENGTH_HIGH,
    EXTRA_BYTES,
    NAME,
    COMMENT,
    CRC_BYTES
  }

  /** What a byte brought. */
  enum Progress {
    MORE,
    DONE,
    BAD
  }

  void startAgain() {
    position = 0;
    flags = 0;
    part = Part.FIXED;
  }

  /** The next byte of the header. */
  Progress next(int value) {
    switch (part) {
      case FIXED -> {
        if (position < START.length && value != START[position]) {
          return Progress.BAD;
        }
        if (position == FLAGS_AT) {
          flags = value;
        }
        position++;
        if (position == FIXED_BYTES) {
          part = Part.EXTRA_LENGTH_LOW;
          return skipAbsent();
        }
      }
      case EXTRA_LENGTH_LOW -> {
        left = value;
        part = Part.EXTRA_LENGTH_HIGH;
      }
      case EXTRA_LENGTH_HIGH -> {
        left |= value << 8;
        part = left == 0 ? Part.NAME : Part.EXTRA_BYTES;
        return skipAbsent();
      }
      case EXTRA_BYTES -> {
        left--;
        if (left == 0) {
          part = Part.NAME;
          return skipAbsent();
        }
      }
      case NAME -> {
        if (value == 0) {
          part = Part.COMMENT;
          return skipAbsent();
        }
      }
      case COMMENT -> {
        if (value == 0) {
          part = Part.CRC_BYTES;
          left = 2;
          return skipAbsent();
        }
      }
      case CRC_BYTES -> {
        left--;
        return left == 0 ? Progress.DONE : Progress.MORE;
      }
    }
    return Progress.MORE;
  }

  /** Goes past the optional parts that the flags do not announce. */
  private Progress skipAbsent() {
    if (part == Part.EXTRA_LENGTH_LOW && (flags & EXTRA) == 0) {
      part = Part.NAME;
    }
    if (part == Part.NAME && (flags & NAME) == 0) {
      part = Part.COMMENT;
    }
    if (part == Part.COMMENT && (flags & COMMENT) == 0) {
      part = Part.CRC_BYTES;
      left = 2;
    }
    return part == Part.CRC_BYTES && (flags & CRC) == 0 ? Progress.DONE : Progress.MORE;
  }
}
