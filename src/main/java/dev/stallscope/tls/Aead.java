package dev.stallscope.tls;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens what was sealed together with a tag that proves it, under one key. */
interface Aead {
  int tagBytes();

  /**
   * Opens in place.
   *
   * @param additional what the tag proves besides
   * @param bytes what is sealed and its tag stand from {@code offset} on; its plaintext will stand
   *     from index 0 on
   * @return bytes of plaintext
   * @throws GeneralSecurityException if it is not authentic
   */
  int open(byte[] nonce, byte[] additional, byte[] bytes, int offset, int length)
      throws GeneralSecurityException;

  /**
   * Reads a part without its tag.
   *
   * @param bytes what is sealed stands from {@code offset} on
   * @param from where the part begins in it
   * @param into takes the plaintext, {@code count} bytes from index 0
   */
  void read(byte[] nonce, byte[] bytes, int offset, int from, int count, byte[] into);

  /** That of a suite, which is no block cipher. */
  static Aead of(RecordCipher.Mode mode, byte[] key) {
    return switch (mode) {
      case GCM ->
          new OfTheJdk(
              "AES/GCM/NoPadding",
              new SecretKeySpec(key, "AES"),
              new KeyStream.OfAes(key, /* isGcm= */ true));
      case CHACHA20_POLY1305 ->
          new OfTheJdk(
              "ChaCha20-Poly1305", new SecretKeySpec(key, "ChaCha20"), new KeyStream.OfChaCha(key));
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
    private final KeyStream stream;

    OfTheJdk(String transformation, SecretKey key, KeyStream stream) {
      this.key = key;
      this.stream = stream;
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
    public int open(byte[] nonce, byte[] additional, byte[] bytes, int offset, int length)
        throws GeneralSecurityException {
      AlgorithmParameterSpec parameters =
          stream instanceof KeyStream.OfAes
              ? new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce)
              : new IvParameterSpec(nonce);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      cipher.updateAAD(additional);
      return cipher.doFinal(bytes, offset, length, bytes, 0);
    }

    @Override
    public void read(byte[] nonce, byte[] bytes, int offset, int from, int count, byte[] into) {
      stream.read(nonce, bytes, offset, from, count, into);
    }
  }
}
