package dev.stallscope.protocol.http;

import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.HttpBody.Framing;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Measures one body while it passes. What it keeps is bounded: nothing for most bodies, up to
 * {@link DecodeLimits#COMPRESSION_SAMPLE_BYTES} of a text without a coding, up to {@link
 * DecodeLimits#KEPT_BODY_BYTES} of a brotli or zstd body.
 */
public final class BodyMeter {
  /**
   * No shorter text is sampled: Lighthouse's smallest saving worth mentioning, which is also about
   * one packet.
   */
  private static final int MIN_SAMPLED_BYTES = 1400;

  private final Framing framing;
  private final long declaredBytes;
  private final ContentCoding coding;
  private final ContentMeter content;
  private final TokenScanner tokens = new TokenScanner();
  private final boolean hasTokens;
  private final ContentHash hash = new ContentHash();
  private long wireBytes;
  private long missingBytes;
  private long firstNanos;
  private int firstPacket = -1;
  private long chunks;
  private long[] chunkNanos = new long[0];

  /**
   * A meter for the body of a message with these headers.
   *
   * @param declaredBytes Content-Length, or -1
   * @param isSampled whether to find out what compression would give
   */
  public BodyMeter(
      Framing framing,
      long declaredBytes,
      HttpHeaders headers,
      boolean isSampled,
      ContentBudget budget) {
    this.framing = framing;
    this.declaredBytes = declaredBytes;
    this.coding = ContentCoding.of(headers);
    this.content = content(headers, isSampled, budget);
    this.hasTokens = isSampled && mayName(MediaType.of(headers));
  }

  /** Whether a text of the type names what a program asks for next. */
  private static boolean mayName(MediaType type) {
    return type.isText()
        && !type.isStream()
        && !type.essence().endsWith("css")
        && !type.essence().endsWith("script");
  }

  private ContentMeter content(HttpHeaders headers, boolean isSampled, ContentBudget budget) {
    return switch (coding) {
      case GZIP, DEFLATE -> new InflateMeter(coding == ContentCoding.GZIP, budget, tokens);
      case BROTLI, ZSTD -> new KeptMeter(coding, budget, tokens);
      case OTHER -> NoContentMeter.NOTHING;
      case IDENTITY -> {
        MediaType type = MediaType.of(headers);
        boolean isLongEnough = declaredBytes < 0 || declaredBytes >= MIN_SAMPLED_BYTES;
        yield isSampled && isLongEnough && type.isText() && !type.isStream()
            ? new CompressionSample(MIN_SAMPLED_BYTES, budget)
            : NoContentMeter.NOTHING;
      }
    };
  }

  /** A chunk begins. */
  public void chunk(long epochNanos) {
    int index = (int) Math.min(chunks, DecodeLimits.CADENCE_CHUNKS);
    chunks++;
    if (index == DecodeLimits.CADENCE_CHUNKS) {
      return;
    }
    if (index == chunkNanos.length) {
      chunkNanos = Arrays.copyOf(chunkNanos, Math.max(4, 2 * index));
    }
    chunkNanos[index] = epochNanos;
  }

  /** The next bytes of the body. */
  public void bytes(byte[] array, int offset, int length, long epochNanos, int packet) {
    begin(epochNanos, packet);
    hash.bytes(array, offset, length);
    wireBytes += length;
    if (hasTokens && coding == ContentCoding.IDENTITY) {
      tokens.bytes(array, offset, length);
    }
    content.bytes(array, offset, length);
  }

  private ContentTokens tokens(boolean isWhole) {
    if (!hasTokens) {
      return ContentTokens.NONE;
    }
    return isWhole ? tokens.tokens() : ContentTokens.UNKNOWN;
  }

  /** Whether the next bytes of the body tell anything; their number always does. */
  public boolean isWanted() {
    return wireBytes < DecodeLimits.READ_BODY_BYTES || content.isWanted();
  }

  /** The next bytes of the body are not at hand. */
  public void gap(Reason reason, long length, long epochNanos, int packet) {
    begin(epochNanos, packet);
    wireBytes += length;
    missingBytes += reason == Reason.UNWANTED ? 0 : length;
    content.missing();
    if (reason == Reason.UNWANTED) {
      unread();
    }
  }

  private void unread() {
    hash.cut();
    if (coding == ContentCoding.IDENTITY) {
      tokens.cut();
    }
  }

  private void begin(long epochNanos, int packet) {
    if (wireBytes == 0) {
      firstNanos = epochNanos;
      firstPacket = packet;
    }
  }

  /** Whether decoding was stopped because it gave far too much. Final after {@link #end}. */
  public boolean isBomb() {
    return content.isBomb();
  }

  public long wireBytes() {
    return wireBytes;
  }

  /**
   * The body is over.
   *
   * @param isEndSeen whether its end was reached
   */
  public HttpBody end(boolean isEndSeen) {
    content.end();
    boolean isComplete = isEndSeen && missingBytes == 0;
    boolean isPlain = coding == ContentCoding.IDENTITY;
    OptionalLong decoded = isPlain ? OptionalLong.of(wireBytes) : content.decodedBytes();
    return new HttpBody(
        framing,
        declaredBytes,
        wireBytes,
        missingBytes,
        isComplete,
        coding,
        decoded,
        isPlain ? isEndSeen : isComplete && content.isExact(),
        hash.value(),
        hash.isWhole(),
        content.sampleBytes(),
        content.sampleGzipBytes(),
        firstNanos,
        firstPacket,
        tokens(isPlain ? isComplete : isComplete && content.isExact()),
        ChunkCadence.of(chunks, chunkNanos, (int) Math.min(chunks, DecodeLimits.CADENCE_CHUNKS)));
  }
}
