package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature.Verdict;

/** Recognises the SETTINGS frame that a server sends first (RFC 9113 section 3.4). */
final class FirstSettings {
  private static final int TYPE = 3;
  private static final int STREAM = 5;
  private static final int SETTING_BYTES = 6;

  /** Servers send a handful of settings; a longer first frame is rather something else. */
  private static final int MAX_SETTINGS = 20;

  /** Highest identifier of the IANA registry of settings that servers are seen to send. */
  private static final int MAX_SETTING_ID = 0x10;

  private FirstSettings() {}

  static Verdict judge(byte[] bytes, int offset, int length) {
    if ((length >= 2 && Bytes.u16(bytes, offset) != 0)
        || (length > TYPE && bytes[offset + TYPE] != FrameType.SETTINGS.code())) {
      return Verdict.NO;
    }
    if (length < FrameHeader.BYTES + SETTING_BYTES) {
      return length >= 1 && bytes[offset] != 0 ? Verdict.NO : Verdict.NEEDS_MORE;
    }
    FrameHeader header = FrameHeader.read(bytes, offset);
    int settingId = Bytes.u16(bytes, offset + FrameHeader.BYTES);
    boolean isSettings =
        header.type() == FrameType.SETTINGS
            && header.length() >= SETTING_BYTES
            && header.length() <= MAX_SETTINGS * SETTING_BYTES
            && header.isPossible(header.length())
            && header.flags() == 0
            && Bytes.i32(bytes, offset + STREAM) == 0
            && settingId >= 1
            && settingId <= MAX_SETTING_ID;
    return isSettings ? Verdict.yes(Direction.SERVER_TO_CLIENT) : Verdict.NO;
  }
}
