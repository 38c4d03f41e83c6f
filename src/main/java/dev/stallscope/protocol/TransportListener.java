package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * Takes what a transport over datagrams did, packet by packet: what a graph of a connection needs,
 * and the analysis does not keep. Directions are those of the data, also in what their receiver
 * says of them. Times are epoch nanoseconds, packets indexes of the capture.
 */
public interface TransportListener {
  /** Nobody listens. */
  TransportListener NONE = new TransportListener() {};

  /** A datagram, whether or not it can be read. */
  default void datagram(Direction sender, long bytes, long epochNanos, int packet) {}

  /** A packet of data that could be read; nothing is told of those of the handshake. */
  default void sent(Direction sender, Sent sent) {}

  /** All numbers of a range have come; an answer tells its highest range first. */
  default void acknowledged(
      Direction sender, long smallest, long largest, long epochNanos, int packet) {}

  /** The packet with the number was lost, as its receiver's answers tell. */
  default void lost(Direction sender, long number) {}

  /** A round trip of the whole path was measured. */
  default void roundTrip(long nanos, long epochNanos, int packet) {}

  /** Bytes of streams were sent that had not been sent before. */
  default void progress(Direction sender, long bytes) {}

  /** The receiver allows so many bytes of all streams together. */
  default void allowed(Direction sender, long bytes, long epochNanos, int packet) {}

  /**
   * A packet.
   *
   * @param number among those that its sender numbers together
   * @param bytes of the packet
   * @param isAnswered whether it has to be acknowledged
   * @param isAgain whether all that it carries had been sent before
   */
  record Sent(
      long number, int bytes, boolean isAnswered, boolean isAgain, long epochNanos, int packet) {}
}
