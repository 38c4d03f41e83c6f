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

  /** The capture is over: requests still open are handed over unanswered. */
  void end();
}
