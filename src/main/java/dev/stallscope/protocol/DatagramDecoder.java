package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/** Reads the datagrams of one flow. */
public interface DatagramDecoder {
  /**
   * One datagram.
   *
   * @param datagram its captured bytes, valid only during the call
   * @param wireLength payload bytes that it had on the wire; more than captured where it was cut
   */
  void datagram(Direction direction, StreamBytes datagram, int wireLength);

  /**
   * Tells the connections' sinks with what their datagrams begin, as far as that is known: so that
   * those between other addresses can be brought here.
   */
  default void tellNames() {}

  /** The capture is over: requests still open are handed over unanswered. */
  void end();
}
