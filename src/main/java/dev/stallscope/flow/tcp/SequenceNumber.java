package dev.stallscope.flow.tcp;

/** Sequence numbers as they stand in the header: 32 bits, compared modulo 2^32 (RFC 9293, 3.4). */
final class SequenceNumber {
  private SequenceNumber() {}

  static boolean isBefore(int a, int b) {
    return a - b < 0;
  }

  static boolean isAfter(int a, int b) {
    return a - b > 0;
  }

  /** The 64-bit number nearest to {@code reference} whose low 32 bits are {@code wire}. */
  static long unwrap(int wire, long reference) {
    return reference + (wire - (int) reference);
  }
}
