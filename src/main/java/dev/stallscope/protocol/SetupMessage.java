package dev.stallscope.protocol;

/**
 * A set-up above the transport that later requests of the connection waited for: a TLS handshake,
 * later a database's log-in.
 *
 * @param startNanos first byte of the client
 * @param connectedNanos when the server first answered, where the set-up opens the connection as
 *     well; -1 where the transport had opened it before
 * @param endNanos when the client may send its first request
 * @param isComplete whether it succeeded as far as can be seen
 */
public record SetupMessage(
    AppProtocol protocol,
    long startNanos,
    long connectedNanos,
    long endNanos,
    int firstPacket,
    int lastPacket,
    boolean isComplete,
    MessageContent content) {
  /** A set-up on a connection that is open already. */
  public SetupMessage(
      AppProtocol protocol,
      long startNanos,
      long endNanos,
      int firstPacket,
      int lastPacket,
      boolean isComplete,
      MessageContent content) {
    this(protocol, startNanos, -1, endNanos, firstPacket, lastPacket, isComplete, content);
  }

  /** Whether it opens the connection, as a handshake over datagrams does. */
  public boolean opensConnection() {
    return connectedNanos >= 0;
  }
}
