package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.DecodeLimits;

/**
 * How many bytes of header fields the compressed sections of one side may still stand for: a
 * reference of one byte may name an entry of many kilobytes, again and again.
 */
public final class HeaderAllowance {
  private long leftBytes = DecodeLimits.EXPANDED_HEADER_BYTES;

  /** Gathers the fields of the next section, which has {@code length} bytes. */
  public HeaderBlock.Builder begin(int length) {
    leftBytes =
        Math.min(
            DecodeLimits.ALL_HEADER_BYTES, leftBytes + (long) length * DecodeLimits.HEADER_RATIO);
    return new HeaderBlock.Builder(Math.min(leftBytes, DecodeLimits.HEADER_BYTES));
  }

  /** All fields of the section were gathered. */
  public HeaderBlock end(HeaderBlock.Builder fields) {
    leftBytes -= fields.usedBytes();
    return fields.build();
  }
}
