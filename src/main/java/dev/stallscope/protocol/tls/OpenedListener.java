package dev.stallscope.protocol.tls;

import dev.stallscope.tls.TlsAlert;

/** Hears what protected records held, but for the data of the application. */
interface OpenedListener {
  /** A handshake message of TLS 1.3; the bytes are valid only during the call. */
  void message(SeenRecord record, int type, byte[] bytes, int offset, int length);

  /** An alert. */
  void alert(SeenRecord record, TlsAlert alert);
}
