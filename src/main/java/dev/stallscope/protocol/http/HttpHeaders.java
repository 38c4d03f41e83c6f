package dev.stallscope.protocol.http;

import dev.stallscope.protocol.DecodeLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Header fields in the order in which they were sent; names are compared without case. Held as one
 * block of {@code name:value\n}, since an analysis keeps those of every message. At most {@link
 * DecodeLimits#HEADER_BYTES} are kept.
 */
public final class HttpHeaders {
  public static final HttpHeaders NONE = new HttpHeaders(new byte[0]);

  private final byte[] block;

  private HttpHeaders(byte[] block) {
    this.block = block;
  }

  /** One field line. */
  public record Field(String name, String value) {}

  public static HttpHeaders of(List<Field> fields) {
    Builder builder = new Builder();
    for (Field field : fields) {
      builder.add(field.name(), field.value());
    }
    return builder.build();
  }

  /** The value of the first field of that name. */
  public Optional<String> first(String name) {
    for (int at = 0; at < block.length; at = nextLine(at)) {
      if (isNamed(at, name)) {
        return Optional.of(valueAt(at));
      }
    }
    return Optional.empty();
  }

  /** The values of all fields of that name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int at = 0; at < block.length; at = nextLine(at)) {
      if (isNamed(at, name)) {
        values.add(valueAt(at));
      }
    }
    return values;
  }

  public boolean has(String name) {
    for (int at = 0; at < block.length; at = nextLine(at)) {
      if (isNamed(at, name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The members of a comma-separated list (RFC 9110 section 5.6.1), lower case, over all fields.
   */
  public List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    for (String value : all(name)) {
      for (String token : value.split(",")) {
        if (!token.isBlank()) {
          tokens.add(token.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return tokens;
  }

  /** Every field, in order. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (int at = 0; at < block.length; at = nextLine(at)) {
      fields.add(new Field(text(at, indexOf(':', at)), valueAt(at)));
    }
    return fields;
  }

  /** Size of the fields without line ends and padding. */
  public int sizeBytes() {
    return block.length;
  }

  private boolean isNamed(int at, String name) {
    int length = name.length();
    if (at + length >= block.length || block[at + length] != ':') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(block[at + i]) != lower((byte) name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }

  private String valueAt(int at) {
    return text(indexOf(':', at) + 1, indexOf('\n', at));
  }

  private int nextLine(int at) {
    return indexOf('\n', at) + 1;
  }

  private int indexOf(char wanted, int from) {
    int at = from;
    while (block[at] != wanted) {
      at++;
    }
    return at;
  }

  private String text(int from, int to) {
    return new String(block, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpHeaders that && Arrays.equals(block, that.block);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(block);
  }

  /** As sent, with secrets: for tests and debugging only. */
  @Override
  public String toString() {
    return fields().toString();
  }

  /** Gathers fields. */
  public static final class Builder {
    private byte[] block = new byte[512];
    private int size;
    private boolean isFull;

    public Builder add(String name, String value) {
      byte[] line = (name + ":" + value).getBytes(StandardCharsets.ISO_8859_1);
      return add(line, 0, name.length(), name.length() + 1, line.length);
    }

    /**
     * Adds the field whose name and value stand in {@code bytes}; a name without letters is none.
     */
    public Builder add(byte[] bytes, int nameFrom, int nameTo, int valueFrom, int valueTo) {
      int length = nameTo - nameFrom + valueTo - valueFrom + 2;
      isFull = isFull || size + length > DecodeLimits.HEADER_BYTES;
      if (isFull || nameTo <= nameFrom) {
        return this;
      }
      if (size + length > block.length) {
        block = Arrays.copyOf(block, Math.max(2 * block.length, size + length));
      }
      append(bytes, nameFrom, nameTo, ':');
      append(bytes, valueFrom, valueTo, '\n');
      return this;
    }

    /** Adds a part and what ends it, which must not stand in it. */
    private void append(byte[] bytes, int from, int to, char end) {
      for (int i = from; i < to; i++) {
        block[size++] = bytes[i] == end || bytes[i] == '\n' ? (byte) ' ' : bytes[i];
      }
      block[size++] = (byte) end;
    }

    public HttpHeaders build() {
      return size == 0 ? NONE : new HttpHeaders(Arrays.copyOf(block, size));
    }
  }
}
