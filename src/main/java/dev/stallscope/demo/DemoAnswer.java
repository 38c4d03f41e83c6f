package dev.stallscope.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer with its timing.
 *
 * @param headers besides those of length and connection
 * @param waitMillis before its first byte
 * @param parts of the body, in order
 * @param trailers after the body, as gRPC has them; empty for none
 * @param closes whether the server ends the connection after it, where HTTP/1.1 carries it
 */
record DemoAnswer(
    int status,
    Map<String, String> headers,
    long waitMillis,
    List<Part> parts,
    Map<String, String> trailers,
    boolean closes) {
  /**
   * Some of a body.
   *
   * @param waitMillis since the part before
   */
  record Part(long waitMillis, ByteBuffer bytes) {}

  static DemoAnswer text(String type, String body) {
    return of(type, body.getBytes(StandardCharsets.UTF_8));
  }

  static DemoAnswer of(String type, byte[] body) {
    return new DemoAnswer(
        200,
        Map.of("content-type", type),
        0,
        List.of(new Part(0, ByteBuffer.wrap(body).asReadOnlyBuffer())),
        Map.of(),
        false);
  }

  DemoAnswer after(long millis) {
    return new DemoAnswer(status, headers, millis, parts, trailers, closes);
  }

  DemoAnswer withStatus(int other) {
    return new DemoAnswer(other, headers, waitMillis, parts, trailers, closes);
  }

  DemoAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new DemoAnswer(status, more, waitMillis, parts, trailers, closes);
  }

  DemoAnswer withTrailers(Map<String, String> more) {
    return new DemoAnswer(status, headers, waitMillis, parts, more, closes);
  }

  DemoAnswer closing() {
    return new DemoAnswer(status, headers, waitMillis, parts, trailers, true);
  }

  /**
   * The body, one part until now, in so many of about one size: a pause before each but the first.
   */
  DemoAnswer inParts(int count, long pauseMillis) {
    int whole = length();
    List<Part> cut = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) whole * i / count);
      int to = (int) ((long) whole * (i + 1) / count);
      ByteBuffer bytes = parts.getFirst().bytes().slice(from, to - from);
      cut.add(new Part(i == 0 ? 0 : pauseMillis, bytes));
    }
    return new DemoAnswer(status, headers, waitMillis, cut, trailers, closes);
  }

  /** Bytes of the body. */
  int length() {
    return parts.stream().mapToInt(part -> part.bytes().remaining()).sum();
  }
}
