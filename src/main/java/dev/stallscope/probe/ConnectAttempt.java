package dev.stallscope.probe;

import dev.stallscope.net.Endpoint;
import dev.stallscope.time.TimeSpan;

/**
 * An attempt to open a connection: of TCP until it stands, of QUIC until the server's first
 * datagram. With several addresses IPv6 goes first, and the next is tried beside it after 250 ms
 * (Happy Eyeballs, RFC 8305).
 *
 * @param outcome what became of it
 * @param problem what the system said, or empty
 */
public record ConnectAttempt(Endpoint server, TimeSpan span, Outcome outcome, String problem) {
  /** How an attempt ends. */
  public enum Outcome {
    CONNECTED,
    FAILED,
    /** Another was faster, or the probe ended. */
    GIVEN_UP
  }
}
