package dev.stallscope.tls;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens what was sealed together with a tag that proves it, under one key. */
public interface Aead {
  /** Bytes of the tag, which stands behind what is sealed. */
  int tagBytes();

  /**
   * Opens what is sealed.
   *
   * @param nonce 12 bytes
   * @param additional what the tag proves besides
   * @param bytes what is sealed and its tag stand from {@code offset} on
   * @param out takes the plaintext from index 0 on; may be {@code bytes} itself
   * @return bytes of plaintext
   * @throws GeneralSecurityException if it is not authentic
   */
  int open(byte[] nonce, byte[] additional, byte[] bytes, int offset, int length, byte[] out)
      throws GeneralSecurityException;

  /** That of a suite, which is no block cipher. */
  static Aead of(RecordCipher.Mode mode, byte[] key) {
    return switch (mode) {
      case GCM -> new OfTheJdk("AES/GCM/NoPadding", new SecretKeySpec(key, "AES"), true);
      case CHACHA20_POLY1305 ->
          new OfTheJdk("ChaCha20-Poly1305", new SecretKeySpec(key, "ChaCha20"), false);
      case CCM -> new Ccm(key, Ccm.TAG_BYTES);
      case CCM_8 -> new Ccm(key, Ccm.SHORT_TAG_BYTES);
      case CBC -> throw new IllegalArgumentException("a block cipher proves nothing");
    };
  }

  /** AES-GCM and ChaCha20-Poly1305. */
  final class OfTheJdk implements Aead {
    private static final int TAG_BYTES = 16;

    private final Cipher cipher;
    private final SecretKey key;
    private final boolean isGcm;

    OfTheJdk(String transformation, SecretKey key, boolean isGcm) {
      this.key = key;
      this.isGcm = isGcm;
      try {
        cipher = Cipher.getInstance(transformation);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the cipher is part of the JDK", e);
      }
    }

    @Override
    public int tagBytes() {
      return TAG_BYTES;
    }

    @Override
    public int open(
        byte[] nonce, byte[] additional, byte[] bytes, int offset, int length, byte[] out)
        throws GeneralSecurityException {
      AlgorithmParameterSpec parameters =
          isGcm ? new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce) : new IvParameterSpec(nonce);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      cipher.updateAAD(additional);
      return cipher.doFinal(bytes, offset, length, out, 0);
    }
  }
}
