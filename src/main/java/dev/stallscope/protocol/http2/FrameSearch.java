package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature.Verdict;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import dev.stallscope.protocol.http2.FrameType.Flag;

/** Finds out whether frames begin at a place where that is not known. */
final class FrameSearch {
  private FrameSearch() {}

  /** Whether all of the segment reads as frames, the last of which may go on behind it. */
  static boolean isFrameStart(StreamBytes view) {
    int at = 0;
    int frames = 0;
    while (view.length() - at >= FrameHeader.BYTES) {
      int start = view.offset() + at;
      if (!FrameHeader.isLikely(view.array(), start)) {
        return false;
      }
      frames++;
      at += FrameHeader.BYTES + FrameHeader.read(view.array(), start).length();
    }
    return frames > 0;
  }

  /**
   * Judges bytes from the middle of a connection: frames, one of which is a whole header section
   * that decodes to its last byte and names a method with a path, or a status, in plain sight.
   */
  static Verdict judge(byte[] bytes, int offset, int length) {
    int at = 0;
    while (length - at >= FrameHeader.BYTES) {
      int start = offset + at;
      if (!FrameHeader.isLikely(bytes, start)) {
        return Verdict.NO;
      }
      FrameHeader header = FrameHeader.read(bytes, start);
      if (header.length() > length - at - FrameHeader.BYTES) {
        return Verdict.NO;
      }
      if (header.type() == FrameType.HEADERS && isPlain(header)) {
        return judgeSection(bytes, start + FrameHeader.BYTES, header.length());
      }
      at += FrameHeader.BYTES + header.length();
    }
    return Verdict.NO;
  }

  private static boolean isPlain(FrameHeader header) {
    return header.endsHeaders() && !header.has(Flag.PADDED) && !header.has(Flag.PRIORITY);
  }

  private static Verdict judgeSection(byte[] bytes, int offset, int length) {
    HeaderDecoder decoder = new HeaderDecoder();
    HeaderBlock block = decoder.decode(bytes, offset, length);
    if (decoder.isBroken()) {
      return Verdict.NO;
    }
    if (block.method().isPresent() && block.scheme().isPresent()) {
      return Verdict.yes(Direction.CLIENT_TO_SERVER);
    }
    return block.code() >= 0 && !block.isRequest()
        ? Verdict.yes(Direction.SERVER_TO_CLIENT)
        : Verdict.NO;
  }
}
