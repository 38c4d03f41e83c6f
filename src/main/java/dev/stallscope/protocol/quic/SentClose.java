package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;

/**
 * A CONNECTION_CLOSE frame (RFC 9000 section 19.19).
 *
 * @param isByApplication whether it tells of the application, which hides its own code during the
 *     handshake
 * @param code of the transport, or of the application
 * @param packet index of the datagram that brought it
 */
public record SentClose(Direction sentBy, boolean isByApplication, long code, int packet) {
  private static final int NO_ERROR = 0;
  private static final int APPLICATION_ERROR = 0xc;

  /** Whether a side refused to go on, rather than had enough. */
  public boolean isRefusal() {
    return !isByApplication && code != NO_ERROR && code != APPLICATION_ERROR;
  }

  /** The code's name; that of the alert where TLS ended the connection. */
  public String title() {
    return isByApplication ? "closed by the application" : CloseReason.title(code);
  }
}
