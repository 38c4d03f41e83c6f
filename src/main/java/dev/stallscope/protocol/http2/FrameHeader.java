package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http2.FrameType.Flag;

/**
 * What stands before each frame (RFC 9113 section 4.1).
 *
 * <pre>
 *  Length (24) | Type (8) | Flags (8) | Reserved (1) | Stream Identifier (31)
 * </pre>
 */
record FrameHeader(int length, int typeCode, int flags, int streamId) {
  static final int BYTES = 9;

  private static final int TYPE = 3;
  private static final int FLAGS = 4;
  private static final int STREAM = 5;

  static FrameHeader read(byte[] bytes, int offset) {
    return new FrameHeader(
        Bytes.u24(bytes, offset),
        Bytes.u8(bytes, offset + TYPE),
        Bytes.u8(bytes, offset + FLAGS),
        Bytes.i32(bytes, offset + STREAM) & Integer.MAX_VALUE);
  }

  FrameType type() {
    return FrameType.of(typeCode);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  boolean endsStream() {
    return has(Flag.END_STREAM)
        && (typeCode == FrameType.DATA.code() || typeCode == FrameType.HEADERS.code());
  }

  boolean endsHeaders() {
    return has(Flag.END_HEADERS);
  }

  /** Whether a peer that keeps to the protocol can have sent it. */
  boolean isPossible(int maxLength) {
    return length <= maxLength && type().allows(length, streamId);
  }

  /** Whether it looks like a frame, where it is not known that one begins here. */
  static boolean isLikely(byte[] bytes, int offset) {
    FrameHeader header = read(bytes, offset);
    return bytes[offset + STREAM] >= 0
        && FrameType.isUsual(header.typeCode, header.flags)
        && header.isPossible(DecodeLimits.UNKNOWN_FRAME_BYTES);
  }
}
