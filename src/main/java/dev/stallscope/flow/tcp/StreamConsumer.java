package dev.stallscope.flow.tcp;

/**
 * Takes what one direction of a connection brought, in the order of the stream: every byte once,
 * with the packet that brought it, and what is missing as a gap. Offsets count from 0; bytes and
 * gaps follow one another without overlap.
 */
public interface StreamConsumer {
  /**
   * Some bytes; the array is only lent for the call.
   *
   * @param streamOffset position of the first of them in the stream
   * @param acknowledgedOffset position in the peer's stream up to which the packet that brought
   *     them acknowledged, -1 where that is not known
   * @param epochNanos when the packet that brought them was captured
   * @param packet index of that packet
   */
  void bytes(
      byte[] array,
      int offset,
      int length,
      long streamOffset,
      long acknowledgedOffset,
      long epochNanos,
      int packet);

  /**
   * Bytes that cannot be read.
   *
   * @param isCutBySnaplen whether they were on the wire, but the capture did not keep them;
   *     otherwise no packet brought them
   * @param epochNanos when the packet was captured that brought them, or that made their absence
   *     certain
   * @param packet index of that packet
   */
  void gap(boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet);

  /** The direction ends; called once, and last. */
  void end(End end, long epochNanos, int packet);

  /** How a direction ends. */
  enum End {
    FIN,
    RESET,
    CAPTURE_END
  }
}
