package dev.stallscope.protocol;

/**
 * Bytes of a stream that are not at hand.
 *
 * @param reason why
 * @param streamOffset position of the first of them
 * @param length how many they are
 * @param epochNanos when the packet was captured that brought them, or that made their absence
 *     certain
 * @param packet index of that packet
 */
public record StreamGap(
    Reason reason, long streamOffset, long length, long epochNanos, int packet) {
  /** Why bytes are missing. */
  public enum Reason {
    /** They were on the wire, but the snap length cut them. */
    SNAPLEN,
    /** No packet brought them. */
    NOT_CAPTURED,
    /** They are there, but {@link StreamDecoder#unwanted} says that nobody reads them. */
    UNWANTED
  }
}
