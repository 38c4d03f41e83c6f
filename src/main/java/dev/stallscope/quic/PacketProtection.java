package dev.stallscope.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.tls.Aead;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes the protection off the packets of one direction and level (RFC 9001 section 5): first off
 * the header, by a mask made of a sample of the contents, then off the contents by AEAD.
 */
public final class PacketProtection {
  /** What {@link #open} says of a packet that was damaged, or protected with other keys. */
  public static final int NOT_AUTHENTIC = -1;

  /** Bytes from the packet number on that any packet has: four and a sample. */
  static final int LEAST_BYTES = 20;

  private static final int SAMPLE_AT = 4;
  private static final int SAMPLE_BYTES = 16;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final byte[] MASKED = new byte[5];

  private final RecordCipher suite;
  private final QuicVersion version;
  private final byte[] secret;
  private final boolean isAes;
  private final SecretKey headerKey;
  private final byte[] iv;
  private final Aead aead;
  private final Cipher mask;
  private final byte[] masked = new byte[SAMPLE_BYTES];
  private final byte[] nonce = new byte[NONCE_BYTES];

  private PacketProtection(
      RecordCipher suite, QuicVersion version, byte[] secret, byte[] headerKey) {
    this.suite = suite;
    this.version = version;
    this.secret = secret;
    isAes = suite.mode() != RecordCipher.Mode.CHACHA20_POLY1305;
    aead = Aead.of(suite.mode(), derive(suite, secret, version.prefix() + "key"));
    iv = KeySchedule.expandLabel(suite.hash(), secret, version.prefix() + "iv", NONCE_BYTES);
    this.headerKey = new SecretKeySpec(headerKey, isAes ? "AES" : "ChaCha20");
    try {
      mask = Cipher.getInstance(isAes ? "AES/ECB/NoPadding" : "ChaCha20");
      if (isAes) {
        mask.init(Cipher.ENCRYPT_MODE, this.headerKey);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ciphers are part of the JDK", e);
    }
  }

  private static byte[] derive(RecordCipher suite, byte[] secret, String label) {
    return KeySchedule.expandLabel(suite.hash(), secret, label, suite.keyBytes());
  }

  /** Whether there are packets under a suite (RFC 9001 section 5.3). */
  public static boolean opens(RecordCipher suite) {
    return switch (suite.mode()) {
      case GCM, CCM, CHACHA20_POLY1305 -> true;
      case CCM_8, CBC -> false;
    };
  }

  /**
   * The protection that belongs to a secret.
   *
   * @param suite one that {@link #opens}
   * @return empty where the secret does not have the length of the suite's hash
   */
  public static Optional<PacketProtection> of(
      RecordCipher suite, QuicVersion version, byte[] secret) {
    return secret.length != suite.hashBytes()
        ? Optional.empty()
        : Optional.of(
            new PacketProtection(
                suite, version, secret, derive(suite, secret, version.prefix() + "hp")));
  }

  /** The protection after a key update (RFC 9001 section 6); that of headers stays. */
  public PacketProtection next() {
    byte[] updated =
        KeySchedule.expandLabel(suite.hash(), secret, version.prefix() + "ku", secret.length);
    return new PacketProtection(suite, version, updated, headerKey.getEncoded());
  }

  /**
   * Takes the protection off a header.
   *
   * @param header receives the header without protection, from the first byte to the packet number
   * @return length of the packet number, or {@link #NOT_AUTHENTIC} where bytes are missing
   */
  public int unmask(byte[] bytes, int start, int numberAt, int end, byte[] header) {
    if (numberAt + LEAST_BYTES > end || numberAt - start + SAMPLE_AT > header.length) {
      return NOT_AUTHENTIC;
    }
    byte[] bits = mask(bytes, numberAt + SAMPLE_AT);
    System.arraycopy(bytes, start, header, 0, numberAt - start + SAMPLE_AT);
    header[0] ^= (byte) (bits[0] & (LongHeader.isLong(bytes[start]) ? 0x0f : 0x1f));
    int length = (header[0] & 3) + 1;
    for (int i = 0; i < length; i++) {
      header[numberAt - start + i] ^= bits[1 + i];
    }
    return length;
  }

  private byte[] mask(byte[] bytes, int sampleAt) {
    try {
      if (isAes) {
        mask.update(bytes, sampleAt, SAMPLE_BYTES, masked, 0);
        return masked;
      }
      byte[] sampleNonce = Arrays.copyOfRange(bytes, sampleAt + 4, sampleAt + SAMPLE_BYTES);
      mask.init(
          Cipher.ENCRYPT_MODE,
          headerKey,
          new ChaCha20ParameterSpec(sampleNonce, Bytes.i32Le(bytes, sampleAt)));
      return mask.doFinal(MASKED);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a whole sample can always be encrypted", e);
    }
  }

  /**
   * Opens the contents of a packet.
   *
   * @param header what {@link #unmask} gave
   * @param headerLength up to the end of the packet number
   * @param sealedAt index of the first byte behind the packet number
   * @param out receives the contents from index 0
   * @return bytes of contents, or {@link #NOT_AUTHENTIC}
   */
  public int open(
      byte[] header,
      int headerLength,
      long number,
      byte[] bytes,
      int sealedAt,
      int end,
      byte[] out) {
    if (end - sealedAt < TAG_BYTES || end - sealedAt - TAG_BYTES > out.length) {
      return NOT_AUTHENTIC;
    }
    try {
      byte[] proved = Arrays.copyOf(header, headerLength);
      return aead.open(nonce(number), proved, bytes, sealedAt, end - sealedAt, out);
    } catch (GeneralSecurityException e) {
      return NOT_AUTHENTIC;
    }
  }

  private byte[] nonce(long number) {
    System.arraycopy(iv, 0, nonce, 0, NONCE_BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[NONCE_BYTES - 1 - i] ^= (byte) (number >>> (Byte.SIZE * i));
    }
    return nonce;
  }
}
