package dev.stallscope.protocol.http;

import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import java.util.zip.Deflater;

/**
 * Compresses the start of a text, to see what compression would have given. Level 1 is the default
 * of nginx, so the figure is what the simplest remedy gives.
 */
final class CompressionSample implements ContentMeter {
  /** Header and trailer of RFC 1952. */
  private static final int GZIP_FRAME_BYTES = 18;

  private final int minBytes;
  private final ContentBudget budget;
  private final KeptBytes kept = new KeptBytes(DecodeLimits.COMPRESSION_SAMPLE_BYTES);
  private boolean isBroken;
  private int sampleBytes;
  private int sampleGzipBytes;

  CompressionSample(int minBytes, ContentBudget budget) {
    this.minBytes = minBytes;
    this.budget = budget;
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    if (!isBroken) {
      kept.add(array, offset, length);
    }
  }

  /** What came before the missing bytes still is a sample. */
  @Override
  public void missing() {
    isBroken = true;
  }

  @Override
  public boolean isWanted() {
    return !isBroken && kept.length() < DecodeLimits.COMPRESSION_SAMPLE_BYTES;
  }

  @Override
  public void end() {
    if (kept.length() >= minBytes) {
      sampleBytes = (int) budget.takeUpTo(kept.length());
      sampleGzipBytes = sampleBytes == 0 ? 0 : gzipBytes(sampleBytes);
    }
    kept.release();
  }

  private int gzipBytes(int length) {
    Deflater deflater = new Deflater(1, true);
    try {
      deflater.setInput(kept.array(), 0, length);
      deflater.finish();
      byte[] output = new byte[8192];
      int total = GZIP_FRAME_BYTES;
      while (!deflater.finished()) {
        total += deflater.deflate(output);
      }
      return total;
    } finally {
      deflater.end();
    }
  }

  @Override
  public int sampleBytes() {
    return sampleBytes;
  }

  @Override
  public int sampleGzipBytes() {
    return sampleGzipBytes;
  }
}
