package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the extensions of a hello one after the other (RFC 8446 4.2). */
final class Extensions {
  static final int SERVER_NAME = 0;
  static final int STATUS_REQUEST = 5;
  static final int SUPPORTED_GROUPS = 10;
  static final int ALPN = 16;
  static final int ENCRYPT_THEN_MAC = 22;
  static final int EXTENDED_MASTER_SECRET = 23;
  static final int SESSION_TICKET = 35;
  static final int PRE_SHARED_KEY = 41;
  static final int EARLY_DATA = 42;
  static final int SUPPORTED_VERSIONS = 43;
  static final int KEY_SHARE = 51;

  /** Entries kept of any list; the longest of real clients have some tens. */
  private static final int MAX_ENTRIES = 256;

  private static final int HEADER_BYTES = 4;

  private final byte[] bytes;
  private final int end;
  private int next;
  private int type;
  private int start;
  private int length;

  /**
   * @param offset index of the length of all extensions, or of the hello's end
   */
  Extensions(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.next = offset + 2;
    this.end = offset + 2 > end ? end : Math.min(end, next + Bytes.u16(bytes, offset));
  }

  /** Goes to the next extension; false where there is none or it does not fit. */
  boolean advance() {
    if (next + HEADER_BYTES > end) {
      return false;
    }
    type = Bytes.u16(bytes, next);
    length = Bytes.u16(bytes, next + 2);
    start = next + HEADER_BYTES;
    next = start + length;
    return next <= end;
  }

  int type() {
    return type;
  }

  /** Index of the first byte of the current one's contents. */
  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The first host name of a server_name (RFC 6066 3). */
  Optional<String> serverName() {
    if (length < 5 || Bytes.u8(bytes, start + 2) != 0) {
      return Optional.empty();
    }
    int nameLength = Bytes.u16(bytes, start + 3);
    return nameLength == 0 || nameLength > length - 5
        ? Optional.empty()
        : Optional.of(text(start + 5, nameLength));
  }

  /** Protocol names behind the length of their list (RFC 7301 3.1). */
  List<String> protocols() {
    List<String> protocols = new ArrayList<>();
    int at = start + 2;
    while (at < next && protocols.size() < MAX_ENTRIES) {
      int nameLength = Bytes.u8(bytes, at);
      if (nameLength == 0 || at + 1 + nameLength > next) {
        break;
      }
      // A GREASE protocol is two equal bytes that are no text.
      if (nameLength != 2 || !Grease.isGrease(Bytes.u16(bytes, at + 1))) {
        protocols.add(text(at + 1, nameLength));
      }
      at += 1 + nameLength;
    }
    return protocols;
  }

  private String text(int from, int count) {
    return new String(bytes, from, count, StandardCharsets.ISO_8859_1);
  }

  /** The two-byte value at the beginning, -1 where there is none. */
  int value() {
    return length < 2 ? -1 : Bytes.u16(bytes, start);
  }

  /** The four-byte value at the beginning, 0 where there is none. */
  long longValue() {
    return length < 4 ? 0 : Bytes.u32(bytes, start);
  }

  /**
   * Two-byte values.
   *
   * @param prefix bytes of the list's length before them
   */
  List<Integer> values(int prefix) {
    List<Integer> values = new ArrayList<>();
    for (int at = start + prefix; at + 2 <= next && values.size() < MAX_ENTRIES; at += 2) {
      addUnlessGrease(values, Bytes.u16(bytes, at));
    }
    return values;
  }

  /** Groups of the key shares that a client sends. */
  List<Integer> keyShareGroups() {
    List<Integer> groups = new ArrayList<>();
    int at = start + 2;
    while (at + 4 <= next && groups.size() < MAX_ENTRIES) {
      addUnlessGrease(groups, Bytes.u16(bytes, at));
      at += 4 + Bytes.u16(bytes, at + 2);
    }
    return groups;
  }

  static void addUnlessGrease(List<Integer> values, int value) {
    if (!Grease.isGrease(value)) {
      values.add(value);
    }
  }
}
