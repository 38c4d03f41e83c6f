package dev.stallscope.capture;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What a file is that is no capture, by its first bytes, in words for a person. */
final class ContentGuess {
  /** Bytes to look at: as far as the mark of a tar archive. */
  static final int HEAD_BYTES = 512;

  private static final int SHOWN_BYTES = 8;

  /** Bytes at an offset, as Latin-1, and what they mean. */
  private record Mark(int offset, String bytes, String meaning) {}

  private static final String CONVERT = "; convert it with: editcap IN OUT.pcapng";

  private static final List<Mark> MARKS =
      List.of(
          new Mark(0, "snoop\0\0\0", "it is a capture in Sun's snoop format" + CONVERT),
          new Mark(0, "GMBU", "it is a Microsoft Network Monitor capture" + CONVERT),
          new Mark(0, "RTSS", "it is a Microsoft Network Monitor capture" + CONVERT),
          new Mark(0, "XCP\0", "it is a NetXray capture" + CONVERT),
          new Mark(0, "TRSNIFF data", "it is a Sniffer capture" + CONVERT),
          new Mark(0, "btsnoop\0", "it is a Bluetooth capture"),
          new Mark(0, "\u0089PNG", "it looks like a picture (PNG)"),
          new Mark(0, "\u00ff\u00d8\u00ff", "it looks like a picture (JPEG)"),
          new Mark(0, "GIF8", "it looks like a picture (GIF)"),
          new Mark(0, "%PDF", "it looks like a PDF document"),
          new Mark(0, "\u007fELF", "it looks like a program"),
          new Mark(0, "MZ", "it looks like a Windows program"),
          new Mark(0, "\u00ca\u00fe\u00ba\u00be", "it looks like a Java class or a program"),
          new Mark(0, "\u00cf\u00fa\u00ed\u00fe", "it looks like a macOS program"),
          new Mark(0, "PK\3\4", "it looks like a zip archive; unpack it first"),
          new Mark(0, "\u001f\u008b", "it is compressed twice with gzip; unpack it first"),
          new Mark(0, "(\u00b5/\u00fd", "it is compressed twice; unpack it first"),
          new Mark(0, "\u00fd7zXZ\0", "it is compressed with xz; unpack it first"),
          new Mark(0, "BZh", "it is compressed with bzip2; unpack it first"),
          new Mark(0, "\4\"M\u0018", "it is compressed with lz4; unpack it first"),
          new Mark(0, "7z\u00bc\u00af", "it looks like a 7-Zip archive; unpack it first"),
          new Mark(257, "ustar", "it looks like a tar archive; unpack it first"),
          new Mark(0, "SQLite format 3", "it looks like an SQLite database"));

  private static final Pattern HAR = Pattern.compile("\\s*\\{\\s*\"log\"\\s*:.*", Pattern.DOTALL);
  private static final Pattern KEY_LOG =
      Pattern.compile(
          "(#.*\\R)*(QUIC|CLIENT|SERVER|EXPORTER|EARLY|PMS|RSA)[A-Z_0-9]* .*", Pattern.DOTALL);
  private static final Pattern TSHARK =
      Pattern.compile("\\s*\\d+\\s+\\d+\\.\\d+\\s+\\S+ (→|->) \\S+.*", Pattern.DOTALL);
  private static final Pattern TCPDUMP =
      Pattern.compile("(\\S+ )?\\d\\d:\\d\\d:\\d\\d\\.\\d+ (\\S+ )*IP6? .*", Pattern.DOTALL);
  private static final Pattern MITMPROXY = Pattern.compile("\\d+:\\d+:.*", Pattern.DOTALL);

  private ContentGuess() {}

  /** The rest of a sentence "FILE is no capture: ", without the full stop. */
  static String describe(byte[] head) {
    if (head.length == 0) {
      return "the file is empty";
    }
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    for (Mark mark : MARKS) {
      if (latin.startsWith(mark.bytes, mark.offset)) {
        return mark.meaning;
      }
    }
    if (isZero(head)) {
      return "it begins with nothing but zeros, as after a crash or on a full disk";
    }
    if (isText(head)) {
      return describeText(new String(head, StandardCharsets.UTF_8).replace("\ufeff", ""));
    }
    return "it begins neither like pcap nor like pcapng (its first bytes are %s)"
        .formatted(
            HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(head.length, SHOWN_BYTES)));
  }

  /** Whether it is a text that begins like a TLS key log. */
  static boolean isKeyLog(byte[] head) {
    return isText(head)
        && KEY_LOG.matcher(new String(head, StandardCharsets.UTF_8).stripLeading()).matches();
  }

  private static String describeText(String text) {
    String start = text.stripLeading();
    if (HAR.matcher(text).matches()) {
      return "it looks like a HAR file";
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return "it looks like JSON, perhaps a HAR file";
    }
    if (start.startsWith("<")) {
      return start.contains("<pdml") || start.contains("<psml")
          ? "it looks like the XML output of tshark; give the capture itself"
          : "it looks like HTML or XML";
    }
    if (KEY_LOG.matcher(start).matches()) {
      return "it looks like a TLS key log; give it with --keys, beside the capture";
    }
    if (TSHARK.matcher(text).matches()) {
      return "it looks like the text output of tshark; give the capture itself";
    }
    if (TCPDUMP.matcher(text).matches()) {
      return "it looks like the text output of tcpdump; capture with: tcpdump -w FILE";
    }
    if (MITMPROXY.matcher(text).matches()) {
      return "it looks like a file of mitmproxy";
    }
    return "it looks like text, not like pcap or pcapng";
  }

  private static boolean isZero(byte[] head) {
    for (byte value : head) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is UTF-8, though perhaps cut within a character, without control characters. */
  private static boolean isText(byte[] head) {
    for (byte value : head) {
      if (value >= 0 && value < ' ' && value != '\n' && value != '\r' && value != '\t'
          || value == 0x7f) {
        return false;
      }
    }
    CharBuffer decoded = CharBuffer.allocate(head.length);
    boolean isWhole = false;
    return !StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(head), decoded, isWhole)
        .isError();
  }
}
