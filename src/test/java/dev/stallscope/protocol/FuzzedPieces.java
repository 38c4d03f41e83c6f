package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * Bytes and gaps in any order, made of fuzzed input: each piece is one byte that says what it is
 * (bit 0 its direction, bit 1 a gap, bits 2 to 7 how much later it comes), one byte of length, and
 * as many bytes.
 */
public final class FuzzedPieces {
  private FuzzedPieces() {}

  /** Hands the pieces to a decoder of streams. */
  public static void feed(StreamDecoder decoder, byte[] input) {
    long[] offsets = new long[2];
    long nanos = 0;
    int packet = 0;
    for (int at = 0; at + 2 <= input.length; packet++) {
      Direction direction = Direction.values()[input[at] & 1];
      boolean isGap = (input[at] & 2) != 0;
      nanos += (input[at] & 0xfc) * 4_000_000L;
      int length = Math.min(input[at + 1] & 0xff, input.length - at - 2);
      long offset = offsets[direction.ordinal()];
      if (isGap && length > 0) {
        decoder.gap(
            direction, new StreamGap(StreamGap.Reason.NOT_CAPTURED, offset, length, nanos, packet));
      } else if (length > 0) {
        decoder.bytes(
            direction, new StreamBytes().set(input, at + 2, length, offset, nanos, packet));
      }
      offsets[direction.ordinal()] += length;
      at += 2 + (isGap ? 0 : length);
    }
    StreamEnd end = StreamEnd.values()[packet % StreamEnd.values().length];
    decoder.end(Direction.CLIENT_TO_SERVER, end, nanos, packet);
    decoder.end(Direction.SERVER_TO_CLIENT, end, nanos, packet);
  }
}
