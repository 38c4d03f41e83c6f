package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gathers lines until an empty one: a start line with header fields, or trailer fields. Lines end
 * in CR LF, or LF alone (RFC 9112 section 2.2).
 */
final class HeadBuffer {
  private static final int FIRST_BYTES = 512;

  private byte[] bytes = new byte[0];
  private int length;
  private int firstLineEnd = -1;
  private int lineStart;
  private HttpHeaders lastHeaders = HttpHeaders.NONE;

  /** What an appended piece brought. */
  enum Progress {
    MORE,
    /** The first line is there, the end is not. */
    FIRST_LINE,
    DONE,
    TOO_LONG
  }

  private int taken;

  /**
   * Takes bytes up to the end of the next line, or all. {@link #taken()} tells how many that were.
   */
  Progress append(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end && from[at] != '\n') {
      at++;
    }
    boolean isLine = at < end;
    taken = (isLine ? at + 1 : end) - offset;
    if (length + taken > DecodeLimits.HEADER_BYTES) {
      return Progress.TOO_LONG;
    }
    if (length + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, 2 * (length + taken)));
    }
    System.arraycopy(from, offset, bytes, length, taken);
    length += taken;
    return isLine ? line() : Progress.MORE;
  }

  private Progress line() {
    boolean isEmpty = trimmed(lineStart, length) == lineStart;
    boolean isFirst = firstLineEnd < 0;
    lineStart = length;
    if (isFirst) {
      firstLineEnd = length;
    }
    return isEmpty ? Progress.DONE : isFirst ? Progress.FIRST_LINE : Progress.MORE;
  }

  int taken() {
    return taken;
  }

  int length() {
    return length;
  }

  boolean hasFirstLine() {
    return firstLineEnd >= 0;
  }

  void clear() {
    length = 0;
    firstLineEnd = -1;
    lineStart = 0;
    if (bytes.length > 16 * FIRST_BYTES) {
      bytes = new byte[0];
    }
  }

  /** Gives the memory back where messages are rare. */
  void release() {
    clear();
    bytes = new byte[0];
  }

  /** The first line, as what the direction sends. */
  Optional<StartLine> startLine(boolean isRequest) {
    int end = trimmed(0, firstLineEnd);
    return isRequest ? StartLine.request(bytes, 0, end) : StartLine.status(bytes, 0, end);
  }

  /** How well an unfinished first line matches what the direction sends. */
  StartLine.Match match(boolean isRequest) {
    return StartLine.match(isRequest, bytes, 0, length);
  }

  /**
   * The fields after the first line, up to the last whole line; the buffer is empty then. Messages
   * of one connection often have the same fields: then they share them.
   */
  HttpHeaders takeHeaders() {
    HttpHeaders headers = fields(Math.max(0, firstLineEnd));
    clear();
    if (!headers.equals(lastHeaders)) {
      lastHeaders = headers;
    }
    return lastHeaders;
  }

  /** All lines as fields. */
  HttpHeaders trailers() {
    return fields(0);
  }

  private HttpHeaders fields(int from) {
    HttpHeaders.Builder builder = new HttpHeaders.Builder();
    int start = from;
    while (start < lineStart) {
      int next = nextLine(start);
      int end = trimmed(start, next);
      while (next < lineStart && isBlank(bytes[next]) && trimmed(next, nextLine(next)) > next) {
        // A folded line (RFC 9112 section 5.2) goes on here: its line end becomes spaces.
        Arrays.fill(bytes, end, next, (byte) ' ');
        int folded = next;
        next = nextLine(next);
        end = trimmed(folded, next);
      }
      addField(builder, start, end);
      start = next;
    }
    return builder.build();
  }

  private void addField(HttpHeaders.Builder builder, int start, int end) {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    if (colon == end) {
      return;
    }
    int nameEnd = colon;
    while (nameEnd > start && isBlank(bytes[nameEnd - 1])) {
      nameEnd--;
    }
    int valueFrom = colon + 1;
    while (valueFrom < end && isBlank(bytes[valueFrom])) {
      valueFrom++;
    }
    int valueTo = end;
    while (valueTo > valueFrom && isBlank(bytes[valueTo - 1])) {
      valueTo--;
    }
    builder.add(bytes, start, nameEnd, valueFrom, valueTo);
  }

  private int nextLine(int from) {
    int at = from;
    while (at < lineStart && bytes[at] != '\n') {
      at++;
    }
    return Math.min(lineStart, at + 1);
  }

  /** End of the line without LF or CR LF. */
  private int trimmed(int from, int to) {
    int end = to;
    if (end > from && bytes[end - 1] == '\n') {
      end--;
      if (end > from && bytes[end - 1] == '\r') {
        end--;
      }
    }
    return end;
  }

  private static boolean isBlank(byte letter) {
    return letter == ' ' || letter == '\t';
  }
}
