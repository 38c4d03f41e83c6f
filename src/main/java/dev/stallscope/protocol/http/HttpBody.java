package dev.stallscope.protocol.http;

import java.util.OptionalLong;

/**
 * What was measured of a message's body while it passed.
 *
 * @param framing how its end is told
 * @param declaredBytes Content-Length, or -1
 * @param wireBytes encoded bytes, without the framing of chunks, missing ones included
 * @param missingBytes how many of them the capture does not hold
 * @param isComplete whether its end was reached and no byte is missing
 * @param coding its Content-Encoding
 * @param decodedBytes its size without the coding, found by decoding; empty where that failed
 * @param isDecodedExact whether all of it was decoded; otherwise it has at least that many bytes
 * @param contentHash CRC-32C of the encoded bytes; equal contents have equal hashes where the
 *     bodies are complete
 * @param isHashWhole whether it is that of all bytes; otherwise bytes behind the first {@link
 *     dev.stallscope.protocol.DecodeLimits#READ_BODY_BYTES} were not read, and it is that of those
 * @param sampleBytes bytes at its start that were compressed to see what that gives: text without a
 *     coding; 0 for other bodies
 * @param sampleGzipBytes what the sample came down to with gzip's fastest level
 * @param firstNanos when its first byte was captured, 0 without a body
 * @param firstPacket index of the packet that brought its first byte, -1 without a body
 * @param tokens the ids that stand in a response's text
 */
public record HttpBody(
    Framing framing,
    long declaredBytes,
    long wireBytes,
    long missingBytes,
    boolean isComplete,
    ContentCoding coding,
    OptionalLong decodedBytes,
    boolean isDecodedExact,
    long contentHash,
    boolean isHashWhole,
    int sampleBytes,
    int sampleGzipBytes,
    long firstNanos,
    int firstPacket,
    ContentTokens tokens,
    ChunkCadence cadence) {
  /** A message without a body. */
  public static final HttpBody NONE =
      new HttpBody(
          Framing.NONE,
          -1,
          0,
          0,
          true,
          ContentCoding.IDENTITY,
          OptionalLong.of(0),
          true,
          0,
          true,
          0,
          0,
          0,
          -1,
          ContentTokens.NONE,
          ChunkCadence.NONE);

  /** How the end of a body is told (RFC 9112 section 6). */
  public enum Framing {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE,
    /** Frames of HTTP/2 or 3 without a Content-Length: the last one says that it is. */
    FRAMES,
    /** The framing was lost: the message's head was cut, or bytes are missing in it. */
    UNKNOWN
  }

  /** Whether the end that its framing tells of had not come when the message was over. */
  public boolean lacksEnd() {
    return switch (framing) {
      case LENGTH -> wireBytes < declaredBytes;
      case CHUNKED -> !isComplete && !hasGap();
      case NONE, UNTIL_CLOSE, FRAMES, UNKNOWN -> false;
    };
  }

  public boolean hasGap() {
    return missingBytes > 0;
  }

  /**
   * Bytes that gzip would save, as far as the sample tells; 0 where nothing was sampled or nothing
   * would be saved.
   */
  public long savingBytes() {
    if (sampleBytes == 0 || sampleGzipBytes >= sampleBytes) {
      return 0;
    }
    long saved = (long) sampleBytes - sampleGzipBytes;
    return wireBytes / sampleBytes * saved + wireBytes % sampleBytes * saved / sampleBytes;
  }
}
