package dev.stallscope.capture;

import java.nio.charset.StandardCharsets;

/**
 * The contents of a Decryption Secrets Block.
 *
 * @param type the secrets type; {@link #NSS_KEY_LOG} is what browsers write
 * @param text the secrets, one character a byte
 * @param byteOffset where the block begins in the (decompressed) file
 */
public record DecryptionSecrets(int type, String text, long byteOffset) {
  /** The type of secrets in NSS key log format, "TLSK". */
  public static final int NSS_KEY_LOG = 0x544c534b;

  static DecryptionSecrets copyOf(int type, byte[] bytes, int offset, int length, long byteOffset) {
    return new DecryptionSecrets(
        type, new String(bytes, offset, length, StandardCharsets.ISO_8859_1), byteOffset);
  }

  /** Says how much there is, never what: a log line must not leak keys. */
  @Override
  public String toString() {
    return "DecryptionSecrets[type=0x%08x, %d bytes]".formatted(type, text.length());
  }
}
