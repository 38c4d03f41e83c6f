package dev.stallscope.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM and ChaCha20-Poly1305. In TLS 1.3 (RFC 8446 5.2) the nonce is made of the sequence number
 * and the record's header is authenticated; in TLS 1.2 the sequence number is authenticated, and
 * AES-GCM (RFC 5288) takes half of the nonce from the record, ChaCha20-Poly1305 (RFC 7905) does as
 * TLS 1.3.
 */
final class AeadProtection implements RecordProtection {
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;

  private final Cipher aead;
  private final boolean isGcm;
  private final boolean isTls13;
  private final int explicitBytes;
  private final SecretKey key;
  private final byte[] iv;
  private final byte[] nonce = new byte[NONCE_BYTES];
  private long sequence;

  private AeadProtection(
      RecordCipher cipher, boolean isTls13, int explicitBytes, byte[] key, byte[] iv) {
    this.isGcm = cipher.mode() == RecordCipher.Mode.GCM;
    this.isTls13 = isTls13;
    this.explicitBytes = explicitBytes;
    this.key = new SecretKeySpec(key, isGcm ? "AES" : "ChaCha20");
    this.iv = iv;
    try {
      aead = Cipher.getInstance(isGcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the cipher is part of the JDK", e);
    }
  }

  static AeadProtection tls13(RecordCipher cipher, byte[] key, byte[] iv) {
    return new AeadProtection(cipher, true, 0, key, iv);
  }

  static AeadProtection tls12(RecordCipher cipher, byte[] key, byte[] iv) {
    return new AeadProtection(cipher, false, cipher.explicitNonceBytes(), key, iv);
  }

  @Override
  public int open(int type, byte[] body, int length) {
    int sealed = length - explicitBytes;
    if (sealed < TAG_BYTES) {
      return NOT_AUTHENTIC;
    }
    try {
      aead.init(Cipher.DECRYPT_MODE, key, nonce(body));
      aead.updateAAD(additional(type, length, sealed - TAG_BYTES));
      int opened = aead.doFinal(body, explicitBytes, sealed, body, 0);
      sequence++;
      return opened;
    } catch (GeneralSecurityException e) {
      return NOT_AUTHENTIC;
    }
  }

  private AlgorithmParameterSpec nonce(byte[] body) {
    System.arraycopy(iv, 0, nonce, 0, iv.length);
    if (explicitBytes > 0) {
      System.arraycopy(body, 0, nonce, iv.length, explicitBytes);
    } else {
      for (int i = 0; i < Long.BYTES; i++) {
        nonce[NONCE_BYTES - 1 - i] ^= (byte) (sequence >>> (Byte.SIZE * i));
      }
    }
    return isGcm ? new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce) : new IvParameterSpec(nonce);
  }

  private byte[] additional(int type, int length, int plaintext) {
    return isTls13
        ? TlsRecord.header(type, length)
        : ByteBuffer.allocate(Long.BYTES + TlsRecord.HEADER_BYTES)
            .putLong(sequence)
            .put(TlsRecord.header(type, plaintext))
            .array();
  }
}
