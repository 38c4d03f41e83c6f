package dev.stallscope.protocol.http;

import java.util.Arrays;

/** The first bytes of a body, up to a limit. */
final class KeptBytes {
  private final int limit;
  private byte[] array = new byte[0];
  private int length;
  private boolean isCut;

  KeptBytes(int limit) {
    this.limit = limit;
  }

  void add(byte[] bytes, int offset, int count) {
    int taken = Math.min(count, limit - length);
    isCut = isCut || taken < count;
    if (length + taken > array.length) {
      array = Arrays.copyOf(array, Math.min(limit, Math.max(1024, 2 * (length + taken))));
    }
    System.arraycopy(bytes, offset, array, length, taken);
    length += taken;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Whether there were more bytes than the limit. */
  boolean isCut() {
    return isCut;
  }

  void release() {
    array = new byte[0];
    length = 0;
  }
}
