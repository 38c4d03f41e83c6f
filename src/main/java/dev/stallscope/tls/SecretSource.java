package dev.stallscope.tls;

import java.util.Optional;

/** Knows secrets of connections; asked by several threads at once. */
public interface SecretSource {
  /** Knows none. */
  SecretSource NONE = (_, _) -> Optional.empty();

  /**
   * The secret of a connection.
   *
   * @param name the client random, or what else the label is named by, in lower-case hexadecimal
   */
  Optional<byte[]> secret(SecretLabel label, String name);
}
