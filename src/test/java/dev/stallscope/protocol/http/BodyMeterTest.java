package dev.stallscope.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyMeterTest {
  private static final byte[] TEXT =
      "{\"name\": \"value\", \"other\": 17}\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);

  private static HttpHeaders headers(String type, String coding) {
    return HttpHeaders.of(
        coding.isEmpty()
            ? List.of(new Field("Content-Type", type))
            : List.of(new Field("content-type", type), new Field("Content-Encoding", coding)));
  }

  private static BodyMeter meter(String coding, ContentBudget budget) {
    return new BodyMeter(Framing.LENGTH, -1, headers("application/json", coding), true, budget);
  }

  private static ContentBudget budget() {
    return new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES);
  }

  private static void feed(BodyMeter meter, byte[] bytes, int pieceBytes) {
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      meter.bytes(bytes, from, Math.min(pieceBytes, bytes.length - from), 7, 3);
    }
  }

  /** Measures a body in pieces of several sizes, which must give the same. */
  private static HttpBody measure(String coding, byte[] encoded) {
    HttpBody whole = null;
    for (int pieceBytes : new int[] {encoded.length, 1460, 7, 1}) {
      BodyMeter meter = meter(coding, budget());
      feed(meter, encoded, Math.max(1, pieceBytes));
      HttpBody body = meter.end(true);
      if (whole != null) {
        assertThat(body).isEqualTo(whole);
      }
      whole = body;
    }
    return whole == null ? HttpBody.NONE : whole;
  }

  private interface Encoder {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] encoded(byte[] plain, Encoder encoder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = encoder.over(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] plain) {
    return encoded(plain, GZIPOutputStream::new);
  }

  /** A brotli stream of one uncompressed meta-block (RFC 7932 section 9.2). */
  private static byte[] brotli(byte[] plain) {
    int header = (plain.length - 1) << 4 | 1 << 20;
    byte[] bytes = new byte[plain.length + 4];
    bytes[0] = (byte) header;
    bytes[1] = (byte) (header >> 8);
    bytes[2] = (byte) (header >> 16);
    System.arraycopy(plain, 0, bytes, 3, plain.length);
    bytes[bytes.length - 1] = 3;
    return bytes;
  }

  private static void isDecoded(HttpBody body, ContentCoding coding, int wireBytes) {
    assertThat(body.coding()).isEqualTo(coding);
    assertThat(body.wireBytes()).isEqualTo(wireBytes);
    assertThat(body.decodedBytes()).isEqualTo(OptionalLong.of(TEXT.length));
    assertThat(body.isDecodedExact()).isTrue();
  }

  @Test
  void findsTheDecodedSizeOfEveryCoding() {
    byte[] gzip = gzip(TEXT);
    byte[] zlib = encoded(TEXT, DeflaterOutputStream::new);
    byte[] raw = encoded(TEXT, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
    byte[] zstd = Zstd.compress(TEXT);
    byte[] brotli = brotli(TEXT);
    isDecoded(measure("gzip", gzip), ContentCoding.GZIP, gzip.length);
    isDecoded(measure("x-gzip", gzip), ContentCoding.GZIP, gzip.length);
    isDecoded(measure("deflate", zlib), ContentCoding.DEFLATE, zlib.length);
    isDecoded(measure("Deflate", raw), ContentCoding.DEFLATE, raw.length);
    isDecoded(measure("zstd", zstd), ContentCoding.ZSTD, zstd.length);
    isDecoded(measure("br", brotli), ContentCoding.BROTLI, brotli.length);
  }

  @Test
  void readsGzipMembersUpToPadding() {
    byte[] half = Arrays.copyOf(TEXT, TEXT.length / 2);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(gzip(half));
    members.writeBytes(gzip(half));
    members.writeBytes(new byte[20]);
    isDecoded(measure("gzip", members.toByteArray()), ContentCoding.GZIP, members.size());
  }

  @Test
  void passesOverOptionalPartsOfAGzipHeader() {
    byte[] plain = gzip(TEXT);
    ByteArrayOutputStream decorated = new ByteArrayOutputStream();
    decorated.write(plain, 0, 3);
    decorated.write(0x1e);
    decorated.write(plain, 4, 6);
    decorated.writeBytes(new byte[] {2, 0, 9, 9});
    decorated.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    decorated.writeBytes(new byte[] {1, 2});
    decorated.write(plain, 10, plain.length - 10);
    isDecoded(measure("gzip", decorated.toByteArray()), ContentCoding.GZIP, decorated.size());
  }

  @Test
  void givesALowerBoundForADamagedBody() {
    byte[] gzip = gzip(TEXT);
    HttpBody cut = measure("gzip", Arrays.copyOf(gzip, gzip.length - 9));
    assertThat(cut.isDecodedExact()).isFalse();
    assertThat(cut.decodedBytes().orElse(0)).isBetween(1L, (long) TEXT.length);
    HttpBody noGzip = measure("gzip", TEXT);
    assertThat(noGzip.decodedBytes()).isEmpty();
    assertThat(noGzip.isDecodedExact()).isFalse();
    for (String coding : List.of("br", "zstd", "deflate")) {
      assertThat(measure(coding, TEXT).isDecodedExact()).as(coding).isFalse();
    }
  }

  @Test
  void stopsDecodingAtAGap() {
    byte[] gzip = gzip(TEXT);
    BodyMeter meter = meter("gzip", budget());
    meter.bytes(gzip, 0, 60, 7, 3);
    meter.gap(Reason.NOT_CAPTURED, gzip.length - 60, 8, 4);
    HttpBody body = meter.end(true);
    assertThat(body.wireBytes()).isEqualTo(gzip.length);
    assertThat(body.hasGap()).isTrue();
    assertThat(body.isComplete()).isFalse();
    assertThat(body.isDecodedExact()).isFalse();
    assertThat(body.firstNanos()).isEqualTo(7);
    assertThat(body.firstPacket()).isEqualTo(3);
  }

  @Test
  void stopsAtABomb() {
    byte[] zeros = new byte[80 << 20];
    byte[] gzip = gzip(zeros);
    BodyMeter meter = meter("gzip", budget());
    feed(meter, gzip, 1460);
    HttpBody body = meter.end(true);
    assertThat(meter.isBomb()).isTrue();
    assertThat(body.decodedBytes()).isEqualTo(OptionalLong.of((64 << 20) + 1));
    assertThat(body.isDecodedExact()).isFalse();

    byte[] zstd = Zstd.compress(new byte[8 << 20]);
    BodyMeter dense = meter("zstd", budget());
    feed(dense, zstd, 1460);
    assertThat(dense.end(true).decodedBytes())
        .isEqualTo(OptionalLong.of(Math.max(1 << 20, zstd.length * 1100L)));
    assertThat(dense.isBomb()).isTrue();
  }

  @Test
  void takesAHighRatioOfASmallBodyForNoBomb() {
    byte[] zstd = Zstd.compress(new byte[1 << 20]);
    BodyMeter meter = meter("zstd", budget());
    feed(meter, zstd, 1460);
    assertThat(meter.end(true).decodedBytes()).isEqualTo(OptionalLong.of(1 << 20));
    assertThat(meter.isBomb()).isFalse();
  }

  @Test
  void decodesNoMoreThanTheBudgetOfTheConnection() {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    byte[] gzip = gzip(noise);
    ContentBudget budget = new ContentBudget(gzip.length + 3000L);
    BodyMeter first = meter("gzip", budget);
    feed(first, gzip, 1460);
    assertThat(first.end(true).isDecodedExact()).isTrue();
    BodyMeter second = meter("gzip", budget);
    feed(second, gzip, 1460);
    HttpBody body = second.end(true);
    assertThat(body.isDecodedExact()).isFalse();
    assertThat(body.decodedBytes().orElse(0)).isBetween(1L, 3000L);
    assertThat(body.isComplete()).isTrue();
  }

  @Test
  void compressesTheStartOfAPlainText() {
    HttpBody body = measure("", TEXT);
    assertThat(body.decodedBytes()).isEqualTo(OptionalLong.of(TEXT.length));
    assertThat(body.sampleBytes()).isEqualTo(TEXT.length);
    assertThat(body.sampleGzipBytes()).isBetween(50, TEXT.length / 20);
    assertThat(body.savingBytes()).isEqualTo((long) TEXT.length - body.sampleGzipBytes());
  }

  @Test
  void samplesNoMoreThanTheFirstPart() {
    byte[] text = new byte[200_000];
    Arrays.fill(text, (byte) 'a');
    HttpBody body = measure("", text);
    assertThat(body.sampleBytes()).isEqualTo(DecodeLimits.COMPRESSION_SAMPLE_BYTES);
    assertThat(body.savingBytes()).isBetween(190_000L, 200_000L);
  }

  @Test
  void samplesNeitherImagesNorStreamsNorShortTexts() {
    for (String type : List.of("image/png", "text/event-stream", "")) {
      BodyMeter meter =
          new BodyMeter(Framing.LENGTH, TEXT.length, headers(type, ""), true, budget());
      feed(meter, TEXT, 1460);
      assertThat(meter.end(true).sampleBytes()).as(type).isZero();
    }
    assertThat(measure("", Arrays.copyOf(TEXT, 1399)).sampleBytes()).isZero();
    assertThat(measure("", Arrays.copyOf(TEXT, 1400)).sampleBytes()).isEqualTo(1400);
  }

  @Test
  void hashesTheEncodedBytes() {
    CRC32C expected = new CRC32C();
    expected.update(TEXT);
    assertThat(measure("", TEXT).contentHash()).isEqualTo(expected.getValue());
  }

  @Test
  void doesNotDecodeSeveralCodings() {
    HttpBody body = measure("gzip, br", gzip(TEXT));
    assertThat(body.coding()).isEqualTo(ContentCoding.OTHER);
    assertThat(body.decodedBytes()).isEmpty();
  }

  @Test
  void tellsTheRhythmOfChunks() {
    BodyMeter meter = meter("", budget());
    for (long nanos : new long[] {0, 100, 200, 310, 400}) {
      meter.chunk(nanos);
    }
    assertThat(meter.end(true).cadence()).isEqualTo(new ChunkCadence(5, 100, 5));
    BodyMeter long_ = meter("", budget());
    for (int i = 0; i < 1000; i++) {
      long_.chunk(i * 50L);
    }
    assertThat(long_.end(true).cadence()).isEqualTo(new ChunkCadence(1000, 50, 0));
    BodyMeter single = meter("", budget());
    single.chunk(5);
    assertThat(single.end(true).cadence()).isEqualTo(new ChunkCadence(1, 0, 0));
  }
}
