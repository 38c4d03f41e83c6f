package dev.stallscope.protocol.http;

import java.util.OptionalLong;

/** Looks into the contents of one body while it passes. */
sealed interface ContentMeter permits NoContentMeter, InflateMeter, KeptMeter, CompressionSample {
  void bytes(byte[] array, int offset, int length);

  /** Whether the next bytes tell it something. */
  boolean isWanted();

  /** Bytes are missing: what follows cannot be understood. */
  void missing();

  /** The body is over; results are final and what was held is released. */
  void end();

  default OptionalLong decodedBytes() {
    return OptionalLong.empty();
  }

  /** Whether the contents were decoded to their very end. */
  default boolean isExact() {
    return false;
  }

  default boolean isBomb() {
    return false;
  }

  default int sampleBytes() {
    return 0;
  }

  default int sampleGzipBytes() {
    return 0;
  }
}
