package dev.stallscope.protocol.tls;

/** How a handshake ended. */
public enum HandshakeOutcome {
  COMPLETE,
  /** By a fatal alert, or closed by one side. */
  FAILED,
  /** The capture does not show its end. */
  INCOMPLETE
}
