package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * A round trip of the whole path, and what was under way meanwhile. Times are epoch nanoseconds.
 *
 * @param startNanos when a packet was captured
 * @param endNanos when its answer was
 * @param nanos the round trip, without the time that the answering side says it took
 * @param toServerBytes new bytes of messages to the server that were captured meanwhile
 * @param toClientBytes the same to the client
 * @param packet index of the answer
 */
public record PathSample(
    long startNanos,
    long endNanos,
    long nanos,
    long toServerBytes,
    long toClientBytes,
    int packet) {
  /** What went that way. */
  public long loadBytes(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? toServerBytes : toClientBytes;
  }
}
