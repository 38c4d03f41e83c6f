package dev.stallscope.analysis;

import dev.stallscope.capture.KeyLogFile;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where keys come from.
 *
 * @param name of the file, or what in the capture carries them
 */
public record KeySource(String name, KeyLog log) {
  /** The name of the keys that the capture itself carries in Decryption Secrets Blocks. */
  public static final String CAPTURE = "the capture itself";

  /**
   * Reads a key log.
   *
   * @throws IOException if it cannot be read or is no key log; the message says which in a sentence
   */
  public static KeySource read(Path file) throws IOException {
    KeyLog log = KeyLogFile.read(file, KeyLog::read);
    if (!log.isKeyLog()) {
      throw new IOException(
          "%s is no NSS key log: line %,d is not a label, a client random and a secret in hexadecimal."
              .formatted(file, log.firstUnreadableLine()));
    }
    return new KeySource(file.toString(), log);
  }
}
