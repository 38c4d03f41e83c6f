package dev.stallscope.analysis.detail;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Reads the fields of a header one after the other. Where the bytes end before a field does, it
 * says so once and gives zeros from there on: whatever the wire held, nothing is thrown.
 */
final class FieldReader {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final HexFormat PLAIN = HexFormat.of();

  /** Bytes of a field that are shown; the others stand in the hex view. */
  private static final int SHOWN_BYTES = 32;

  private static final int SHOWN_CHARACTERS = 2048;

  private final byte[] bytes;
  private final int end;
  private final List<PacketField> fields = new ArrayList<>();
  private int at;
  private boolean isCut;

  FieldReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.end = Math.min(bytes.length, Math.max(from, end));
    at = Math.min(from, this.end);
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return at;
  }

  int end() {
    return end;
  }

  int left() {
    return end - at;
  }

  /** Whether a field was not there in full. */
  boolean isCut() {
    return isCut;
  }

  List<PacketField> fields() {
    return fields;
  }

  /** The header that these fields make up, from {@code from} to where the reader stands. */
  PacketField header(String name, String value, int from) {
    return new PacketField(name, value, from, Math.max(0, at - from), fields);
  }

  /** A byte that is not a field of its own yet, -1 where there is none. */
  int peek(int ahead) {
    return at + ahead < end ? Bytes.u8(bytes, at + ahead) : -1;
  }

  /** An unsigned number of one to eight bytes. */
  long number(String name, int size, LongFunction<String> text) {
    if (!has(name, size)) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | Bytes.u8(bytes, at + i);
    }
    add(name, text.apply(value), size);
    return value;
  }

  long number(String name, int size) {
    return number(name, size, Long::toString);
  }

  long hex(String name, int size) {
    return number(name, size, value -> "0x" + PLAIN.toHexDigits(value, 2 * size));
  }

  void hardwareAddress(String name) {
    if (has(name, 6)) {
      add(name, COLONS.formatHex(bytes, at, at + 6), 6);
    }
  }

  String address(String name, boolean isV4) {
    int size = isV4 ? 4 : 16;
    if (!has(name, size)) {
      return "?";
    }
    String text = (isV4 ? IpAddress.v4(bytes, at) : IpAddress.v6(bytes, at)).toString();
    add(name, text, size);
    return text;
  }

  String text(String name, int size) {
    if (!has(name, size)) {
      return "";
    }
    int shown = Math.min(size, SHOWN_CHARACTERS);
    String text = new String(bytes, at, shown, StandardCharsets.ISO_8859_1);
    add(name, printable(text), size);
    return printable(text);
  }

  /** Bytes without further meaning; none for a size of 0. */
  void data(String name, int size) {
    if (size > 0 && has(name, size)) {
      int shown = Math.min(size, SHOWN_BYTES);
      String text = PLAIN.formatHex(bytes, at, at + shown) + (shown < size ? "…" : "");
      add(name, text, size);
    }
  }

  /** Adds a field that was read elsewhere, from where the reader stands. */
  void add(String name, String value, int size) {
    fields.add(new PacketField(name, value, at, size, List.of()));
    at += size;
  }

  /** Adds a part with its own fields, read from where this reader stands. */
  void add(PacketField field) {
    fields.add(field);
    at = Math.clamp((long) field.offset() + field.length(), at, end);
  }

  /** A reader for the next bytes, of which there may be fewer. */
  FieldReader part(int size) {
    return new FieldReader(bytes, at, (int) Math.min(end, (long) at + size));
  }

  private boolean has(String name, int size) {
    if (size >= 0 && size <= end - at) {
      return true;
    }
    if (!isCut) {
      isCut = true;
      fields.add(new PacketField(name, "cut off", at, end - at, List.of()));
    }
    at = end;
    return false;
  }

  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '.' : c);
    }
    return shown.toString();
  }
}
