package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first line of a message (RFC 9112 sections 3 and 4), judged in place. Ranges are of bytes
 * without the line's end.
 */
sealed interface StartLine {
  /** {@code GET /path HTTP/1.1}. */
  record Request(String method, String target, HttpVersion version) implements StartLine {}

  /** {@code HTTP/1.1 200 OK}. */
  record Status(int code, String reason, HttpVersion version) implements StartLine {}

  /** Longest method of the IANA registry is UPDATEREDIRECTREF with 17 letters. */
  int MAX_METHOD_BYTES = 24;

  int VERSION_BYTES = "HTTP/1.1".length();

  /** A method, a space and this much of a target are taken for a request whose line is cut. */
  int PLAUSIBLE_TARGET_BYTES = 24;

  int STATUS_BYTES = "HTTP/1.1 200".length();

  /** How well bytes match the beginning of a message. */
  enum Match {
    NO,
    /** So far; more bytes would tell. */
    POSSIBLE,
    YES
  }

  /** Reads a request line. */
  static Optional<StartLine> request(byte[] bytes, int from, int to) {
    int methodEnd = methodEnd(bytes, from, to);
    int versionAt = to;
    while (versionAt > from && bytes[versionAt - 1] == ' ') {
      versionAt--;
    }
    int end = versionAt;
    versionAt -= VERSION_BYTES;
    if (methodEnd < 0
        || versionAt <= methodEnd + 1
        || bytes[versionAt - 1] != ' '
        || !isVersion(bytes, versionAt, end)) {
      return Optional.empty();
    }
    String target = text(bytes, methodEnd + 1, versionAt - 1).strip();
    // Some clients send spaces inside a target; servers take them, so does this decoder.
    return target.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Request(method(bytes, from, methodEnd), target, version(bytes[versionAt + 7])));
  }

  /** Reads a status line. */
  static Optional<StartLine> status(byte[] bytes, int from, int to) {
    if (statusMatch(bytes, from, to) != Match.YES) {
      return Optional.empty();
    }
    int code = 0;
    for (int i = from + VERSION_BYTES + 1; i < from + STATUS_BYTES; i++) {
      code = code * 10 + bytes[i] - '0';
    }
    boolean isCodeOver = to == from + STATUS_BYTES || bytes[from + STATUS_BYTES] == ' ';
    return code < 100 || !isCodeOver
        ? Optional.empty()
        : Optional.of(
            new Status(
                code,
                reason(bytes, from + STATUS_BYTES, to),
                version(bytes[from + VERSION_BYTES - 1])));
  }

  /** Whether bytes begin with a status line, whole or in part. */
  static Match statusMatch(byte[] bytes, int from, int to) {
    String pattern = "HTTP/1.v ddd";
    for (int i = 0; i < STATUS_BYTES; i++) {
      if (from + i == to) {
        return Match.POSSIBLE;
      }
      byte at = bytes[from + i];
      boolean isRight =
          switch (pattern.charAt(i)) {
            case 'v' -> at == '0' || at == '1';
            case 'd' -> isDigit(at);
            default -> at == pattern.charAt(i);
          };
      if (!isRight) {
        return Match.NO;
      }
    }
    return Match.YES;
  }

  /** How well bytes match the beginning of what a direction sends. */
  static Match match(boolean isRequest, byte[] bytes, int from, int to) {
    return isRequest ? requestMatch(bytes, from, to) : statusMatch(bytes, from, to);
  }

  /** Whether bytes begin with a request line, whole or in part. */
  static Match requestMatch(byte[] bytes, int from, int to) {
    int methodEnd = methodEnd(bytes, from, to);
    if (methodEnd < 0) {
      return isMethodOpen(bytes, from, to) ? Match.POSSIBLE : Match.NO;
    }
    for (int at = methodEnd + 1; at < to; at++) {
      if (bytes[at] == '\n') {
        int end = bytes[at - 1] == '\r' ? at - 1 : at;
        return request(bytes, from, end).isPresent() ? Match.YES : Match.NO;
      }
      boolean isLineEnd = bytes[at] == '\r' && (at + 1 == to || bytes[at + 1] == '\n');
      if (!isLineEnd && (bytes[at] < ' ' && bytes[at] >= 0 || bytes[at] == 0x7f)) {
        return Match.NO;
      }
    }
    return isTargetPlausible(bytes, methodEnd + 1, to);
  }

  private static Match isTargetPlausible(byte[] bytes, int from, int to) {
    String target = text(bytes, from, Math.min(to, from + PLAUSIBLE_TARGET_BYTES));
    boolean isTarget =
        target.startsWith("/") || target.startsWith("http://") || target.startsWith("https://");
    return isTarget && target.length() == PLAUSIBLE_TARGET_BYTES ? Match.YES : Match.POSSIBLE;
  }

  /** Whether all bytes there are could be the beginning of a method. */
  private static boolean isMethodOpen(byte[] bytes, int from, int to) {
    if (to - from > MAX_METHOD_BYTES) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!isMethodLetter(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Index of the space after the method, or -1. */
  private static int methodEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && at - from < MAX_METHOD_BYTES && isMethodLetter(bytes[at])) {
      at++;
    }
    return at > from && at < to && bytes[at] == ' ' ? at : -1;
  }

  /** Registered methods are upper case; a few have a hyphen. */
  private static boolean isMethodLetter(byte letter) {
    return (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_';
  }

  private static boolean isVersion(byte[] bytes, int from, int to) {
    return to - from == VERSION_BYTES
        && text(bytes, from, to - 1).equals("HTTP/1.")
        && (bytes[to - 1] == '0' || bytes[to - 1] == '1');
  }

  private static HttpVersion version(byte minor) {
    return minor == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }

  /**
   * The usual methods as constants, so that an analysis does not keep one text for each message.
   */
  private static String method(byte[] bytes, int from, int to) {
    return switch (text(bytes, from, to)) {
      case "GET" -> "GET";
      case "HEAD" -> "HEAD";
      case "POST" -> "POST";
      case "PUT" -> "PUT";
      case "PATCH" -> "PATCH";
      case "DELETE" -> "DELETE";
      case "OPTIONS" -> "OPTIONS";
      case "CONNECT" -> "CONNECT";
      case String other -> other;
    };
  }

  private static String reason(byte[] bytes, int from, int to) {
    return switch (text(bytes, from, to).strip()) {
      case "OK" -> "OK";
      case "Not Modified" -> "Not Modified";
      case "Found" -> "Found";
      case "Not Found" -> "Not Found";
      case "No Content" -> "No Content";
      case String other -> other;
    };
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
