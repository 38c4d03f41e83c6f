package dev.stallscope.analysis;

import dev.stallscope.tls.KeyLog;

/**
 * Where keys come from.
 *
 * @param name of the file, or what in the capture carries them
 */
public record KeySource(String name, KeyLog log) {
  /** The name of the keys that the capture itself carries in Decryption Secrets Blocks. */
  public static final String CAPTURE = "the capture itself";
}
