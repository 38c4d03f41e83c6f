package dev.stallscope.packet;

/**
 * Something on the wire that is not as its specification says.
 *
 * @param kind what is wrong
 * @param packet index of the packet, from 0
 * @param layer the layer it was found in, for instance {@code ipv4} or {@code http}
 * @param offset byte offset within that layer
 * @param required bytes or value required
 * @param available bytes or value available
 */
public record Anomaly(
    Kind kind, int packet, String layer, long offset, long required, long available) {
  /** The closed list of what can be wrong. */
  public enum Kind {
    /** The header says more bytes than the layer around it has. */
    TRUNCATED,
    /** A length field that cannot be. */
    BAD_LENGTH,
    /** A value outside what the specification allows. */
    BAD_VALUE,
    /** More nesting than the decoder follows. */
    TOO_DEEP,
    /** More bytes, entries or streams than the decoder keeps. */
    LIMIT_REACHED,
    /** Decompression gave more than it is allowed to. */
    DECOMPRESSION_BOMB,
    /** Bytes that no message of the protocol can begin with; the decoder looked for the next. */
    LOST_SYNCHRONISATION,
    /** Fragments overlap or contradict one another. */
    FRAGMENT_CONFLICT
  }
}
