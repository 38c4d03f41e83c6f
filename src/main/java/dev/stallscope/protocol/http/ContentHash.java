package dev.stallscope.protocol.http;

import dev.stallscope.protocol.DecodeLimits;
import java.util.zip.CRC32C;

/**
 * Tells bodies from each other: by CRC-32C of all their bytes, or of the first {@link
 * DecodeLimits#READ_BODY_BYTES} where others were not read.
 */
final class ContentHash {
  private final CRC32C all = new CRC32C();
  private int beginningLeft = DecodeLimits.READ_BODY_BYTES;
  private long ofBeginning;
  private boolean isWhole = true;

  void bytes(byte[] array, int offset, int length) {
    int inBeginning = Math.min(length, beginningLeft);
    all.update(array, offset, inBeginning);
    beginningLeft -= inBeginning;
    if (inBeginning > 0) {
      ofBeginning = all.getValue();
    }
    if (isWhole) {
      all.update(array, offset + inBeginning, length - inBeginning);
    }
  }

  /** The next bytes are not read. */
  void cut() {
    isWhole = false;
  }

  boolean isWhole() {
    return isWhole;
  }

  long value() {
    return isWhole ? all.getValue() : ofBeginning;
  }
}
