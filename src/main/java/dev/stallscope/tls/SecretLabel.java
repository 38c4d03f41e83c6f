package dev.stallscope.tls;

import java.util.Arrays;
import java.util.Optional;

/**
 * The secrets of a key log that records and packets are opened with, named as its lines name them.
 */
public enum SecretLabel {
  /** The master secret of a connection up to TLS 1.2. */
  CLIENT_RANDOM,
  /** The premaster secret of a connection up to TLS 1.2, which the master secret is made of. */
  PMS_CLIENT_RANDOM,
  /** The same, named by the first eight bytes that the client's key exchange carried encrypted. */
  RSA,
  CLIENT_HANDSHAKE_TRAFFIC_SECRET,
  SERVER_HANDSHAKE_TRAFFIC_SECRET,
  CLIENT_TRAFFIC_SECRET_0,
  SERVER_TRAFFIC_SECRET_0,
  /** Of what a client sends with its hello. */
  CLIENT_EARLY_TRAFFIC_SECRET;

  static Optional<SecretLabel> of(String name) {
    return Arrays.stream(values()).filter(label -> label.name().equals(name)).findFirst();
  }
}
