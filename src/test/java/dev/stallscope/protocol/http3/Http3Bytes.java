package dev.stallscope.protocol.http3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames of HTTP/3, written one after another. */
final class Http3Bytes {
  private static final int TWO_BYTES = 0x4000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A stream's first number: its type, or a push's id. */
  Http3Bytes number(int number) {
    if (number >= 0x40) {
      out.write((TWO_BYTES | number) >> 8);
    }
    out.write(number);
    return this;
  }

  Http3Bytes hex(String hex) {
    out.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    return this;
  }

  Http3Bytes frame(int type, byte[] payload) {
    number(type).number(payload.length);
    out.writeBytes(payload);
    return this;
  }

  Http3Bytes headers(String hex) {
    return frame(1, new Http3Bytes().hex(hex).bytes());
  }

  Http3Bytes data(String text) {
    return frame(0, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A control stream whose SETTINGS allow a table of 220 bytes, as RFC 9204 appendix B has it. */
  static byte[] control() {
    return new Http3Bytes().number(0).frame(4, new Http3Bytes().hex("01 40dc").bytes()).bytes();
  }

  /** Instructions of an encoder stream, behind its type. */
  static byte[] encoder(String hex) {
    return new Http3Bytes().number(2).hex(hex).bytes();
  }
}
