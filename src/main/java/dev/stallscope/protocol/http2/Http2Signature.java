package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature;
import java.nio.charset.StandardCharsets;

/**
 * The client's connection preface (RFC 9113 section 3.4), the SETTINGS frame that must be the first
 * thing a server sends, or, where the capture begins later, frames with a header section.
 */
final class Http2Signature implements Signature {
  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    int compared = Math.min(length, PREFACE.length);
    if (matchesPreface(bytes, offset, compared)) {
      return compared == PREFACE.length
          ? Verdict.yes(Direction.CLIENT_TO_SERVER)
          : Verdict.NEEDS_MORE;
    }
    Verdict first = FirstSettings.judge(bytes, offset, length);
    return first.certainty() == Certainty.NO ? FrameSearch.judge(bytes, offset, length) : first;
  }

  private static boolean matchesPreface(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != PREFACE[i]) {
        return false;
      }
    }
    return true;
  }
}
