package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;

/** How many new bytes of streams were captured each way; they count modulo 2^32. */
final class CarriedBytes {
  private int toServer;
  private int toClient;

  void passed(Direction direction, int bytes) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      toServer += bytes;
    } else {
      toClient += bytes;
    }
  }

  int toServer() {
    return toServer;
  }

  int toClient() {
    return toClient;
  }
}
