package dev.stallscope.quic;

import java.util.Arrays;
import java.util.HexFormat;

/** The name that an endpoint gave a connection: 0 to 20 bytes, compared by value. */
public final class ConnectionId {
  /** RFC 9000 section 17.2. */
  public static final int MAX_BYTES = 20;

  public static final ConnectionId EMPTY = new ConnectionId(new byte[0]);

  private final byte[] bytes;

  private ConnectionId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code length} bytes. */
  public static ConnectionId of(byte[] bytes, int offset, int length) {
    return length == 0
        ? EMPTY
        : new ConnectionId(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  public int length() {
    return bytes.length;
  }

  /** Whether the id stands at {@code offset}, all of it before {@code end}. */
  public boolean isAt(byte[] other, int offset, int end) {
    int until = offset + bytes.length;
    return until <= end && Arrays.equals(bytes, 0, bytes.length, other, offset, until);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectionId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
