package dev.stallscope.analysis.detail;

import java.util.ArrayList;
import java.util.List;

/** Hides secrets in a stream that comes in pieces, in the pieces' own arrays. */
final class SecretHider {
  /** Bytes of a line that are looked at together: what servers accept of a header line. */
  private static final int PART_BYTES = 8 << 10;

  private final SecretLine line = new SecretLine();
  private final List<Part> parts = new ArrayList<>();
  private int size;

  /** Some bytes of an array that wait for the end of their line. */
  private static final class Part {
    private final byte[] array;
    private final int from;
    private final int to;

    Part(byte[] array, int from, int to) {
      this.array = array;
      this.from = from;
      this.to = to;
    }
  }

  /** Takes the next piece, and overwrites what is secret in it, at the latest at the end. */
  void add(byte[] piece) {
    int from = 0;
    for (int at = 0; at < piece.length; at++) {
      boolean isEnd = piece[at] == '\n';
      if (isEnd || size + at + 1 - from == PART_BYTES) {
        keep(piece, from, at + 1);
        hide(isEnd);
        from = at + 1;
      }
    }
    if (from < piece.length) {
      keep(piece, from, piece.length);
    }
  }

  /** No more comes, or not what follows directly. */
  void end() {
    hide(true);
  }

  private void keep(byte[] array, int from, int to) {
    parts.add(new Part(array, from, to));
    size += to - from;
  }

  private void hide(boolean isEndOfLine) {
    byte[] whole = new byte[size];
    int at = 0;
    for (Part part : parts) {
      System.arraycopy(part.array, part.from, whole, at, part.to - part.from);
      at += part.to - part.from;
    }
    byte[] shown = line.hide(whole, isEndOfLine);
    at = 0;
    for (Part part : parts) {
      System.arraycopy(shown, at, part.array, part.from, part.to - part.from);
      at += part.to - part.from;
    }
    parts.clear();
    size = 0;
  }
}
