package dev.stallscope.protocol.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames as a peer writes them, one after the other. */
public final class Frames {
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public static Frames preface() {
    Frames frames = new Frames();
    frames.bytes.writeBytes(Http2Signature.PREFACE);
    return frames;
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }

  public Frames frame(int type, int flags, int stream, byte[] payload) {
    bytes.write(payload.length >> 16);
    bytes.write(payload.length >> 8);
    bytes.write(payload.length);
    bytes.write(type);
    bytes.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.write(stream >> shift);
    }
    bytes.writeBytes(payload);
    return this;
  }

  /** A field as a literal that enters no table. */
  public static String hex(String name, String value) {
    return "00" + hexString(name) + hexString(value);
  }

  private static String hexString(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return HexFormat.of().toHexDigits((byte) octets.length) + HexFormat.of().formatHex(octets);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  public Frames settings(String hex) {
    return frame(4, 0, 0, hex(hex));
  }

  Frames ack() {
    return frame(4, 1, 0, new byte[0]);
  }

  public Frames headers(int stream, String block) {
    return frame(1, END_HEADERS, stream, hex(block));
  }

  public Frames lastHeaders(int stream, String block) {
    return frame(1, END_HEADERS | END_STREAM, stream, hex(block));
  }

  public Frames data(int stream, String text) {
    return frame(0, 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Frames lastData(int stream, String text) {
    return frame(0, END_STREAM, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Frames reset(int stream, int code) {
    return frame(3, 0, stream, new byte[] {0, 0, 0, (byte) code});
  }

  Frames goAway(int lastStream) {
    return frame(7, 0, 0, new byte[] {0, 0, 0, (byte) lastStream, 0, 0, 0, 0});
  }

  public Frames windowUpdate(int stream, int bytes) {
    return frame(
        8, 0, stream, new byte[] {0, (byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes});
  }
}
