package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders;
import java.util.List;

/**
 * How the end of a message's body is told (RFC 9112 section 6.3).
 *
 * @param lengthBytes Content-Length where it is valid, else -1
 * @param isValid false where the fields contradict one another
 */
record BodyFraming(Framing framing, long lengthBytes, boolean isValid) {
  /** More digits than any length that is meant: an exabyte. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private static final long NO_LENGTH = -1;
  private static final long BAD_LENGTH = -2;

  static BodyFraming ofRequest(HttpHeaders headers) {
    return of(headers, Framing.NONE);
  }

  /**
   * The framing of a response.
   *
   * @param requestMethod method of the request that it answers, or empty
   */
  static BodyFraming ofResponse(int code, HttpHeaders headers, String requestMethod) {
    boolean isBodiless =
        code < 200
            || code == 204
            || code == 304
            || requestMethod.equals("HEAD")
            || (requestMethod.equals("CONNECT") && code < 300);
    return isBodiless
        ? new BodyFraming(Framing.NONE, Math.max(-1, length(headers)), true)
        : of(headers, Framing.UNTIL_CLOSE);
  }

  private static BodyFraming of(HttpHeaders headers, Framing otherwise) {
    List<String> codings = headers.tokens("transfer-encoding");
    long length = length(headers);
    if (!codings.isEmpty() && !codings.equals(List.of("identity"))) {
      boolean isChunked = codings.getLast().equals("chunked");
      return new BodyFraming(
          isChunked ? Framing.CHUNKED : otherwise,
          -1,
          (isChunked || otherwise == Framing.UNTIL_CLOSE) && length == NO_LENGTH);
    }
    if (length >= 0) {
      return new BodyFraming(length == 0 ? Framing.NONE : Framing.LENGTH, length, true);
    }
    return new BodyFraming(otherwise, -1, length != BAD_LENGTH);
  }

  /** The one length that all fields agree on. */
  private static long length(HttpHeaders headers) {
    long agreed = NO_LENGTH;
    for (String token : headers.tokens("content-length")) {
      long length = number(token);
      if (length < 0 || (agreed >= 0 && length != agreed)) {
        return BAD_LENGTH;
      }
      agreed = length;
    }
    return agreed;
  }

  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > MAX_LENGTH_DIGITS) {
      return BAD_LENGTH;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return BAD_LENGTH;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
