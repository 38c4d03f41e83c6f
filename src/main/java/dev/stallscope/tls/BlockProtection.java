package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CBC of TLS 1.2 (RFC 5246 6.2.3.2): the initialisation vector, then the encrypted contents
 * with their HMAC and padding; or, with encrypt-then-MAC (RFC 7366), the HMAC behind what is
 * encrypted.
 */
final class BlockProtection implements RecordProtection {
  private static final int BLOCK_BYTES = 16;

  private final Cipher cbc;
  private final SecretKey key;
  private final Mac mac;
  private final boolean isEncryptThenMac;
  private long sequence;

  BlockProtection(RecordCipher cipher, byte[] key, byte[] macKey, boolean isEncryptThenMac) {
    this.key = new SecretKeySpec(key, "AES");
    this.isEncryptThenMac = isEncryptThenMac;
    try {
      cbc = Cipher.getInstance("AES/CBC/NoPadding");
      mac = Mac.getInstance("Hmac" + cipher.mac());
      mac.init(new SecretKeySpec(macKey, mac.getAlgorithm()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES and HMAC are part of the JDK", e);
    }
  }

  @Override
  public int open(int type, byte[] body, int length) {
    int encrypted = isEncryptThenMac ? length - mac.getMacLength() : length;
    if (encrypted < 2 * BLOCK_BYTES || encrypted % BLOCK_BYTES != 0) {
      return NOT_AUTHENTIC;
    }
    if (isEncryptThenMac && !isAuthentic(type, body, encrypted)) {
      return NOT_AUTHENTIC;
    }
    int filled = decrypt(body, encrypted);
    int contents = filled - 1 - Bytes.u8(body, filled - 1);
    if (!isPadding(body, contents, filled)) {
      return NOT_AUTHENTIC;
    }
    if (!isEncryptThenMac) {
      contents -= mac.getMacLength();
      if (contents < 0 || !isAuthentic(type, body, contents)) {
        return NOT_AUTHENTIC;
      }
    }
    sequence++;
    return contents;
  }

  private int decrypt(byte[] body, int encrypted) {
    try {
      cbc.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(body, 0, BLOCK_BYTES));
      return cbc.doFinal(body, BLOCK_BYTES, encrypted - BLOCK_BYTES, body, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks without padding can always be decrypted", e);
    }
  }

  private static boolean isPadding(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (i < 0 || body[i] != body[to - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the HMAC behind {@code length} bytes is theirs. */
  private boolean isAuthentic(int type, byte[] body, int length) {
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
    mac.update(TlsRecord.header(type, length));
    mac.update(body, 0, length);
    byte[] sent = Arrays.copyOfRange(body, length, length + mac.getMacLength());
    return MessageDigest.isEqual(mac.doFinal(), sent);
  }
}
