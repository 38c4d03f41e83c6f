package dev.stallscope.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records under AES-GCM, AES-CCM and ChaCha20-Poly1305. In TLS 1.3 (RFC 8446 5.2) the nonce is made
 * of the sequence number and the record's header is authenticated; in TLS 1.2 the sequence number
 * is authenticated, and AES-GCM (RFC 5288) takes half of the nonce from the record,
 * ChaCha20-Poly1305 (RFC 7905) does as TLS 1.3.
 */
final class AeadProtection implements RecordProtection, RecordParts {
  private static final int NONCE_BYTES = 12;

  private final RecordCipher.Mode mode;
  private final byte[] key;
  private final Aead aead;
  private final boolean isTls13;
  private final int explicitBytes;
  private final byte[] iv;
  private final byte[] nonce = new byte[NONCE_BYTES];
  private long sequence;
  private boolean isProved;
  private @Nullable KeyStream stream;

  private AeadProtection(
      RecordCipher cipher, byte[] key, boolean isTls13, int explicitBytes, byte[] iv) {
    this.mode = cipher.mode();
    this.key = key;
    this.aead = Aead.of(mode, key);
    this.isTls13 = isTls13;
    this.explicitBytes = explicitBytes;
    this.iv = iv;
  }

  static AeadProtection tls13(RecordCipher cipher, byte[] key, byte[] iv) {
    return new AeadProtection(cipher, key, true, 0, iv);
  }

  static AeadProtection tls12(RecordCipher cipher, byte[] key, byte[] iv) {
    return new AeadProtection(cipher, key, false, cipher.explicitNonceBytes(), iv);
  }

  @Override
  public int open(int type, byte[] body, int length) {
    int sealed = length - explicitBytes;
    int plaintext = sealed - aead.tagBytes();
    if (plaintext < 0) {
      return NOT_AUTHENTIC;
    }
    try {
      makeNonce(body);
      int opened =
          aead.open(nonce, additional(type, length, plaintext), body, explicitBytes, sealed, body);
      sequence++;
      isProved = true;
      return opened;
    } catch (GeneralSecurityException e) {
      return NOT_AUTHENTIC;
    }
  }

  @Override
  public Optional<RecordParts> parts() {
    return isProved ? Optional.of(this) : Optional.empty();
  }

  @Override
  public int plaintextBytes(int length) {
    return length - explicitBytes - aead.tagBytes();
  }

  @Override
  public void read(byte[] body, int from, int count, byte[] into) {
    if (stream == null) {
      stream = KeyStream.of(mode, key);
    }
    makeNonce(body);
    stream.read(nonce, body, explicitBytes, from, count, into);
  }

  @Override
  public void pass() {
    sequence++;
  }

  private void makeNonce(byte[] body) {
    System.arraycopy(iv, 0, nonce, 0, iv.length);
    if (explicitBytes > 0) {
      System.arraycopy(body, 0, nonce, iv.length, explicitBytes);
    } else {
      for (int i = 0; i < Long.BYTES; i++) {
        nonce[NONCE_BYTES - 1 - i] ^= (byte) (sequence >>> (Byte.SIZE * i));
      }
    }
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
