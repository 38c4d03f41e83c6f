package dev.stallscope.tls;

import java.util.Optional;

/** Knows secrets of connections; asked by several threads at once. */
public interface SecretSource {
  /** Knows none. */
  SecretSource NONE = (_, _) -> Optional.empty();

  /**
   * The secret of a connection.
   *
   * @param clientRandom in lower-case hexadecimal
   */
  Optional<byte[]> secret(SecretLabel label, String clientRandom);
}
