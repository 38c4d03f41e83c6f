package dev.stallscope.protocol.http.stream;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * How urgent a client says a stream is, in words. A PRIORITY_UPDATE frame (RFC 9218 section 7) is
 * later than the request's own {@code priority} field, and both replace what HTTP/2 had before (RFC
 * 9113 section 5.3), which says after which stream another comes, and with which weight.
 *
 * @param updated the value of the last PRIORITY_UPDATE, empty without
 * @param dependency what HTTP/2 had before, empty without
 */
public record StreamPriority(String updated, String dependency) {
  static final StreamPriority NONE = new StreamPriority("", "");

  /** Values are some ten characters long. */
  private static final int MOST_CHARACTERS = 64;

  private static final int EXCLUSIVE = 0x80;

  /** The value of a PRIORITY_UPDATE frame. */
  public static StreamPriority updated(byte[] payload, int from, int to) {
    int length = Math.clamp((long) to - from, 0, MOST_CHARACTERS);
    return new StreamPriority(
        new String(payload, from, length, StandardCharsets.ISO_8859_1), NONE.dependency);
  }

  /** The five bytes of a PRIORITY frame, which also stand in HEADERS frames. */
  public static StreamPriority dependency(byte[] payload, int at) {
    int parent = Bytes.i32(payload, at) & Integer.MAX_VALUE;
    boolean isExclusive = (payload[at] & EXCLUSIVE) != 0;
    String weight = "weight " + (Bytes.u8(payload, at + 4) + 1);
    String after = parent == 0 ? "" : ", after stream " + parent;
    return new StreamPriority(NONE.updated, weight + after + (isExclusive ? ", exclusive" : ""));
  }

  /** The same after another was told. */
  StreamPriority then(StreamPriority later) {
    return new StreamPriority(
        later.updated.isEmpty() ? updated : later.updated,
        later.dependency.isEmpty() ? dependency : later.dependency);
  }

  /** What holds for a request with these fields. */
  String with(HttpHeaders headers) {
    if (!updated.isEmpty()) {
      return updated;
    }
    String own = headers.first("priority").orElse("");
    return own.isEmpty() ? dependency : own.substring(0, Math.min(MOST_CHARACTERS, own.length()));
  }
}
