package dev.stallscope.analysis.detail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as a person reads them. */
public final class ByteText {
  /** Bytes in a line of a hex dump. */
  public static final int LINE_BYTES = 16;

  private static final HexFormat HEX = HexFormat.of();
  private static final char HIDDEN = '.';

  private ByteText() {}

  /** UTF-8 where the bytes are that, else one character a byte; a dot for what has no glyph. */
  public static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isShown = c == '\n' || c == '\t' || !Character.isISOControl(c);
      if (isShown) {
        shown.append(c);
      } else if (c != '\r') {
        shown.append(HIDDEN);
      }
    }
    return shown.toString();
  }

  /**
   * One line of a hex dump: {@code 0010 47 45 54 20 2f ... GET / ...}.
   *
   * @param line from 0, of {@link #LINE_BYTES} each
   */
  public static String hexLine(byte[] bytes, int line) {
    int from = line * LINE_BYTES;
    int to = Math.min(bytes.length, from + LINE_BYTES);
    StringBuilder text = new StringBuilder(80);
    text.append("%04x ".formatted(from));
    for (int at = from; at < from + LINE_BYTES; at++) {
      text.append(at % (LINE_BYTES / 2) == 0 && at > from ? "  " : " ");
      text.append(at < to ? HEX.toHexDigits(bytes[at]) : "  ");
    }
    text.append("  ");
    for (int at = from; at < to; at++) {
      text.append(bytes[at] >= ' ' && bytes[at] < 0x7f ? (char) bytes[at] : HIDDEN);
    }
    return text.toString();
  }
}
