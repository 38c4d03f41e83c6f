package dev.stallscope.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a counting cipher hides contents with: each block of it follows from the key, a nonce and
 * its number, so that any part of the contents can be read without the rest.
 */
interface KeyStream {
  /** That of a mode, which is no block cipher's. */
  static KeyStream of(RecordCipher.Mode mode, byte[] key) {
    return switch (mode) {
      case GCM -> new OfAes(key, /* isGcm= */ true);
      case CCM, CCM_8 -> new OfAes(key, /* isGcm= */ false);
      case CHACHA20_POLY1305 -> new OfChaCha(key);
      case CBC -> throw new IllegalArgumentException("a block cipher does not count");
    };
  }

  /**
   * Reads a part.
   *
   * @param from where it begins in what is hidden, which stands in {@code bytes} from {@code
   *     offset} on
   * @param into takes the plaintext, {@code count} bytes from index 0
   */
  void read(byte[] nonce, byte[] bytes, int offset, int from, int count, byte[] into);

  /**
   * Of AES in counter mode: GCM (NIST SP 800-38D 6.5) counts in 4 bytes behind the nonce and has
   * used 1 for the tag, CCM (RFC 3610 2.3) in 3 bytes, with 0 for the tag and a byte before the
   * nonce that tells their number.
   */
  final class OfAes implements KeyStream {
    private static final int BLOCK_BYTES = 16;
    private static final int GCM_FIRST = 2;
    private static final int CCM_FIRST = 1;
    private static final byte CCM_FLAGS = 2;

    private final Cipher cipher;
    private final boolean isGcm;

    OfAes(byte[] key, boolean isGcm) {
      this.isGcm = isGcm;
      try {
        cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES is part of the JDK", e);
      }
    }

    @Override
    public void read(byte[] nonce, byte[] bytes, int offset, int from, int count, byte[] into) {
      int first = from / BLOCK_BYTES;
      int blocks = (from + count + BLOCK_BYTES - 1) / BLOCK_BYTES - first;
      byte[] stream = stream(counters(nonce, first, blocks));
      for (int i = 0; i < count; i++) {
        into[i] = (byte) (bytes[offset + from + i] ^ stream[from % BLOCK_BYTES + i]);
      }
    }

    private byte[] counters(byte[] nonce, int first, int blocks) {
      ByteBuffer counters = ByteBuffer.allocate(blocks * BLOCK_BYTES);
      for (int block = first; block < first + blocks; block++) {
        if (isGcm) {
          counters.put(nonce).putInt(GCM_FIRST + block);
        } else {
          int number = CCM_FIRST + block;
          counters.put(CCM_FLAGS).put(nonce).put((byte) (number >> 16)).putShort((short) number);
        }
      }
      return counters.array();
    }

    private byte[] stream(byte[] counters) {
      try {
        return cipher.doFinal(counters);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("whole blocks without padding can always be ciphered", e);
      }
    }
  }

  /** Of ChaCha20 (RFC 8439 2.8), which has used block 0 for the tag. */
  final class OfChaCha implements KeyStream {
    private static final int BLOCK_BYTES = 64;

    private final Cipher cipher;
    private final SecretKey key;

    OfChaCha(byte[] key) {
      this.key = new SecretKeySpec(key, "ChaCha20");
      try {
        cipher = Cipher.getInstance("ChaCha20");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the cipher is part of the JDK", e);
      }
    }

    @Override
    public void read(byte[] nonce, byte[] bytes, int offset, int from, int count, byte[] into) {
      int within = from % BLOCK_BYTES;
      int first = from / BLOCK_BYTES + 1;
      try {
        cipher.init(Cipher.DECRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, first));
        byte[] opened = cipher.doFinal(bytes, offset + from - within, within + count);
        System.arraycopy(opened, within, into, 0, count);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a cipher of streams can decipher anything", e);
      }
    }
  }
}
