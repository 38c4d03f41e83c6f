package dev.stallscope.tls;

/** Reads parts of the next protected record, with nothing that proves them. */
public interface RecordParts {
  /**
   * Bytes of its plaintext, a negative number where it is too short to be protected.
   *
   * @param length of the contents of the record
   */
  int plaintextBytes(int length);

  /**
   * Reads a part.
   *
   * @param body contents of the record, which stay as they are
   * @param from where it begins in the plaintext
   * @param into takes the plaintext, {@code count} bytes from index 0
   */
  void read(byte[] body, int from, int count, byte[] into);

  /** What of it is wanted was read: the next record is the one behind it. */
  void pass();
}
