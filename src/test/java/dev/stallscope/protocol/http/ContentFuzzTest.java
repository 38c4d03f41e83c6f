package dev.stallscope.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies of any bytes under any coding are measured within the limits. The first byte of an input
 * chooses the coding, the second how it is cut.
 */
class ContentFuzzTest {
  private static final List<String> CODINGS = List.of("gzip", "deflate", "br", "zstd", "identity");
  private static final byte[] TEXT =
      "a text that compresses, a text that compresses".getBytes(StandardCharsets.US_ASCII);

  static Stream<byte[]> bodies() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(TEXT);
    }
    ByteArrayOutputStream deflate = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
      out.write(TEXT);
    }
    // brotli -c of "hello hello hello hello\n", a compressed meta-block with one copy.
    byte[] brotli = HexFormat.of().parseHex("1b170098a5468aa0a8ca81d88ba2c6a2e8");
    return Stream.of(
        input(0, gzip.toByteArray()),
        input(1, deflate.toByteArray()),
        input(2, brotli),
        input(3, Zstd.compress(TEXT)),
        input(4, TEXT));
  }

  private static byte[] input(int coding, byte[] body) {
    byte[] input = new byte[body.length + 2];
    input[0] = (byte) coding;
    input[1] = 7;
    System.arraycopy(body, 0, input, 2, body.length);
    return input;
  }

  @MethodSource("bodies")
  @FuzzTest(maxDuration = "30s")
  void anyBodyIsMeasured(byte[] input) {
    if (input.length < 2) {
      return;
    }
    String coding = CODINGS.get((input[0] & 0xff) % CODINGS.size());
    int pieceBytes = 1 + (input[1] & 0xff);
    HttpHeaders headers =
        HttpHeaders.of(
            List.of(new Field("Content-Type", "text/html"), new Field("Content-Encoding", coding)));
    ContentBudget budget = new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES);
    BodyMeter meter = new BodyMeter(Framing.LENGTH, input.length - 2, headers, true, budget);
    for (int at = 2; at < input.length; at += pieceBytes) {
      meter.bytes(input, at, Math.min(pieceBytes, input.length - at), at, at);
    }
    HttpBody body = meter.end(true);
    assertThat(body.wireBytes()).isEqualTo(input.length - 2);
    assertThat(body.decodedBytes().orElse(0))
        .isBetween(0L, DecodeLimits.DECODED_BODY_BYTES + (1 << 16));
  }
}
