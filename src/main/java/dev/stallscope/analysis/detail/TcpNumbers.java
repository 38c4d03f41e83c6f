package dev.stallscope.analysis.detail;

/**
 * How the numbers of one direction of a connection are shown: relative as Wireshark shows them, the
 * window scaled.
 *
 * @param sequenceBase wire number that counts as 0 in this direction
 * @param acknowledgmentBase the same of the other direction
 * @param windowScale shift of this side's window field; -1 unknown
 */
record TcpNumbers(int sequenceBase, int acknowledgmentBase, int windowScale) {
  /** For a segment of no known connection: numbers as on the wire. */
  static final TcpNumbers ABSOLUTE = new TcpNumbers(0, 0, -1);

  long sequence(int wire) {
    return Integer.toUnsignedLong(wire - sequenceBase);
  }

  long acknowledgment(int wire) {
    return Integer.toUnsignedLong(wire - acknowledgmentBase);
  }

  /** The window in bytes; the field of a SYN is never scaled (RFC 7323 section 2.2). */
  long window(int field, boolean isSyn) {
    return isSyn || windowScale <= 0 ? field : (long) field << windowScale;
  }
}
