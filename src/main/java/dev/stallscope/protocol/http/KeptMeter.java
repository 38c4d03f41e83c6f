package dev.stallscope.protocol.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.brotli.dec.BrotliInputStream;

/**
 * Measures brotli and zstd. Their decoders pull from a stream, so the encoded body is kept until
 * its end, up to {@link DecodeLimits#KEPT_BODY_BYTES}; of a longer one only that much is decoded.
 */
final class KeptMeter implements ContentMeter {
  /** RFC 9659: zstd as a content coding has windows of 8 MB at most. */
  private static final int ZSTD_WINDOW_LOG = 23;

  private static final int CHEAP_RATIO = 64;

  private final ContentCoding coding;
  private final ContentBudget budget;
  private final TokenScanner tokens;
  private final KeptBytes kept = new KeptBytes(DecodeLimits.KEPT_BODY_BYTES);
  private boolean isWhole = true;
  private boolean isFinished;
  private boolean isBomb;
  private long decodedBytes;

  KeptMeter(ContentCoding coding, ContentBudget budget, TokenScanner tokens) {
    this.tokens = tokens;
    this.coding = coding;
    this.budget = budget;
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    if (isWhole) {
      kept.add(array, offset, length);
      isWhole = !kept.isCut();
    }
  }

  @Override
  public void missing() {
    isWhole = false;
  }

  @Override
  public boolean isWanted() {
    return isWhole;
  }

  @Override
  public void end() {
    int length = (int) budget.takeUpTo(kept.length());
    isWhole = isWhole && length == kept.length();
    if (length > 0) {
      decode(length);
    }
    budget.takeUpTo(decodedBytes / CHEAP_RATIO);
    kept.release();
  }

  private void decode(int length) {
    long limit =
        Math.min(
            DecodeLimits.DECODED_BODY_BYTES,
            Math.max(
                DecodeLimits.HARMLESS_BODY_BYTES, (long) length * DecodeLimits.DECODED_BODY_RATIO));
    byte[] output = new byte[8192];
    try (InputStream decoder = decoder(length)) {
      while (decodedBytes <= limit) {
        int count = decoder.read(output);
        if (count < 0) {
          isFinished = isWhole;
          return;
        }
        decodedBytes += count;
        tokens.bytes(output, 0, count);
      }
      decodedBytes = limit;
      isBomb = true;
    } catch (IOException | RuntimeException e) {
      // Damaged or cut short: what was decoded until here stands. The brotli decoder throws
      // unchecked exceptions for some damage.
      isFinished = false;
    }
  }

  private InputStream decoder(int length) throws IOException {
    InputStream encoded = new ByteArrayInputStream(kept.array(), 0, length);
    if (coding == ContentCoding.BROTLI) {
      return new BrotliInputStream(encoded);
    }
    ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(encoded);
    zstd.setLongMax(ZSTD_WINDOW_LOG);
    return zstd;
  }

  @Override
  public OptionalLong decodedBytes() {
    return decodedBytes > 0 || isFinished ? OptionalLong.of(decodedBytes) : OptionalLong.empty();
  }

  @Override
  public boolean isExact() {
    return isFinished;
  }

  @Override
  public boolean isBomb() {
    return isBomb;
  }
}
