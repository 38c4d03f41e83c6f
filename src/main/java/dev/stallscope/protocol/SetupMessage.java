package dev.stallscope.protocol;

/**
 * A set-up above the transport that later requests of the connection waited for: a TLS handshake,
 * later a database's log-in.
 *
 * @param startNanos first byte of the client
 * @param endNanos when the client may send its first request
 * @param isComplete whether it succeeded as far as can be seen
 */
public record SetupMessage(
    AppProtocol protocol,
    long startNanos,
    long endNanos,
    int firstPacket,
    int lastPacket,
    boolean isComplete,
    MessageContent content) {}
