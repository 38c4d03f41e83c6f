package dev.stallscope.protocol.tls;

/** Whether a handshake went on with an earlier session. */
public enum HandshakeKind {
  FULL,
  /** By session id or ticket, up to TLS 1.2. */
  RESUMED,
  /** By pre-shared key, TLS 1.3. */
  RESUMED_PSK,
  /** Too little of it was seen. */
  UNKNOWN;

  public boolean isResumed() {
    return this == RESUMED || this == RESUMED_PSK;
  }
}
