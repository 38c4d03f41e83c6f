package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature;
import java.nio.charset.StandardCharsets;

/**
 * The client's connection preface (RFC 9113 section 3.4), or the SETTINGS frame that must be the
 * first thing a server sends.
 */
final class Http2Signature implements Signature {
  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int FRAME_HEADER_BYTES = 9;
  private static final int SETTING_BYTES = 6;
  private static final int SETTINGS = 4;

  /** Servers send a handful of settings; a longer first frame is rather something else. */
  private static final int MAX_SETTINGS = 20;

  /** Highest identifier of the IANA registry of settings that servers are seen to send. */
  private static final int MAX_SETTING_ID = 0x10;

  @Override
  public Verdict judge(byte[] bytes, int offset, int length, int hintPort) {
    int compared = Math.min(length, PREFACE.length);
    if (matchesPreface(bytes, offset, compared)) {
      return compared == PREFACE.length
          ? Verdict.yes(Direction.CLIENT_TO_SERVER)
          : Verdict.NEEDS_MORE;
    }
    return judgeSettings(bytes, offset, length);
  }

  private static boolean matchesPreface(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != PREFACE[i]) {
        return false;
      }
    }
    return true;
  }

  private static Verdict judgeSettings(byte[] bytes, int offset, int length) {
    if (length >= 2 && Bytes.u16(bytes, offset) != 0) {
      return Verdict.NO;
    }
    if (length < FRAME_HEADER_BYTES + SETTING_BYTES) {
      return length >= 1 && bytes[offset] != 0 ? Verdict.NO : Verdict.NEEDS_MORE;
    }
    int payload = Bytes.u24(bytes, offset);
    int type = Bytes.u8(bytes, offset + 3);
    int flags = Bytes.u8(bytes, offset + 4);
    long stream = Bytes.u32(bytes, offset + 5);
    int settingId = Bytes.u16(bytes, offset + FRAME_HEADER_BYTES);
    boolean isSettings =
        payload >= SETTING_BYTES
            && payload <= MAX_SETTINGS * SETTING_BYTES
            && payload % SETTING_BYTES == 0
            && type == SETTINGS
            && flags == 0
            && stream == 0
            && settingId >= 1
            && settingId <= MAX_SETTING_ID;
    return isSettings ? Verdict.yes(Direction.SERVER_TO_CLIENT) : Verdict.NO;
  }
}
