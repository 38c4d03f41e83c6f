package dev.stallscope.probe;

import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.BodyMeter;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a body as it comes, and looks into it afterwards: decoding would hold up the reading.
 *
 * <p>The first {@link #KEPT_BYTES} are kept for that; of a longer body only the size is known.
 */
final class BodyReader {
  /** More than nearly every page's parts, and little beside a JVM's heap. */
  static final int KEPT_BYTES = 32 << 20;

  /** What one body may be decoded to; a bomb is given up. */
  private static final long DECODED_BYTES = 512L << 20;

  private static final int CHUNK_BYTES = 64 << 10;

  private final ProbeClock clock;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long bytes;
  private long firstNanos;
  private boolean isEndSeen;

  BodyReader(ProbeClock clock) {
    this.clock = clock;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException if it breaks off; what came until then is kept
   */
  void read(InputStream body) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int length = body.read(chunk); length >= 0; length = body.read(chunk)) {
      take(chunk, length);
    }
    end();
  }

  /** Takes the next piece. */
  void take(byte[] piece, int length) {
    firstNanos = bytes == 0 ? clock.nanos() : firstNanos;
    bytes += length;
    kept.write(piece, 0, Math.min(length, KEPT_BYTES - kept.size()));
  }

  /** There is no more. */
  void end() {
    isEndSeen = true;
  }

  long bytes() {
    return bytes;
  }

  /** What was read of the body of a response with these headers. */
  HttpBody measured(HttpHeaders headers) {
    long declaredBytes = headers.first("content-length").map(BodyReader::length).orElse(-1L);
    BodyMeter meter =
        new BodyMeter(
            framing(headers, declaredBytes),
            declaredBytes,
            headers,
            true,
            new ContentBudget(DECODED_BYTES));
    meter.bytes(kept.toByteArray(), 0, kept.size(), firstNanos, -1);
    if (bytes > kept.size()) {
      meter.gap(Reason.NOT_CAPTURED, bytes - kept.size(), firstNanos, -1);
    }
    return meter.end(isEndSeen);
  }

  private Framing framing(HttpHeaders headers, long declaredBytes) {
    if (bytes == 0 && isEndSeen) {
      return Framing.NONE;
    }
    if (declaredBytes >= 0) {
      return Framing.LENGTH;
    }
    return headers.tokens("transfer-encoding").contains("chunked")
        ? Framing.CHUNKED
        : Framing.UNTIL_CLOSE;
  }

  private static long length(String value) {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
