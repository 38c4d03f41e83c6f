package dev.stallscope.capture;

import java.nio.charset.StandardCharsets;

/**
 * The contents of a Decryption Secrets Block.
 *
 * @param type the secrets type; 0x544c534b is an NSS key log
 * @param text the secrets as text, one character a byte
 */
public record DecryptionSecrets(int type, String text) {
  static DecryptionSecrets copyOf(int type, byte[] bytes, int offset, int length) {
    return new DecryptionSecrets(
        type, new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  /** Says how much there is, never what: a log line must not leak keys. */
  @Override
  public String toString() {
    return "DecryptionSecrets[type=0x%08x, %d bytes]".formatted(type, text.length());
  }
}
