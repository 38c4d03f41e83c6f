package dev.stallscope.flow.tcp;

/**
 * Least round trips of a connection in nanoseconds, -1 where unknown.
 *
 * @param client between the capture point and the client
 * @param server between the capture point and the server
 * @param whole of the path
 * @param samples how many samples there were
 */
record PathTimes(long client, long server, long whole, int samples) {
  /** Between the capture point and the sender; 0 where unknown. */
  long toSender(boolean isClient) {
    return Math.max(0, isClient ? client : server);
  }
}
