package dev.stallscope.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CCM (RFC 3610) with the nonces of TLS, which the JDK has not: the contents are ciphered by
 * counting, and the tag, so ciphered too, is the last block of a chain over a first block, what the
 * tag proves besides, and the contents.
 *
 * <pre>
 *  first block    flags | nonce (12) | length of the contents (3)
 *  counter block      2 | nonce (12) | 0 for the tag, then 1, 2 ... (3)
 * </pre>
 */
final class Ccm implements Aead {
  static final int TAG_BYTES = 16;
  static final int SHORT_TAG_BYTES = 8;

  private static final int BLOCK_BYTES = 16;
  private static final int LENGTH_BYTES = 3;
  private static final int HAS_ADDITIONAL = 0x40;
  private static final IvParameterSpec ZEROS = new IvParameterSpec(new byte[BLOCK_BYTES]);

  private final int tagBytes;
  private final SecretKey key;
  private final Cipher counting;
  private final Cipher chain;

  Ccm(byte[] key, int tagBytes) {
    this.tagBytes = tagBytes;
    this.key = new SecretKeySpec(key, "AES");
    try {
      counting = Cipher.getInstance("AES/CTR/NoPadding");
      chain = Cipher.getInstance("AES/CBC/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ciphers are part of the JDK", e);
    }
  }

  @Override
  public int tagBytes() {
    return tagBytes;
  }

  @Override
  public int open(byte[] nonce, byte[] additional, byte[] bytes, int offset, int length, byte[] out)
      throws GeneralSecurityException {
    int contents = length - tagBytes;
    byte[] counter =
        ByteBuffer.allocate(BLOCK_BYTES).put((byte) (LENGTH_BYTES - 1)).put(nonce).array();
    counting.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
    byte[] tag = new byte[BLOCK_BYTES];
    System.arraycopy(bytes, offset + contents, tag, 0, tagBytes);
    counting.update(tag, 0, BLOCK_BYTES, tag, 0);
    counting.doFinal(bytes, offset, contents, out, 0);
    byte[] expected = chained(nonce, additional, out, contents);
    if (!MessageDigest.isEqual(Arrays.copyOf(tag, tagBytes), Arrays.copyOf(expected, tagBytes))) {
      throw new AEADBadTagException("another tag than the contents have");
    }
    return contents;
  }

  private byte[] chained(byte[] nonce, byte[] additional, byte[] contents, int length)
      throws GeneralSecurityException {
    int flags = HAS_ADDITIONAL + 8 * ((tagBytes - 2) / 2) + LENGTH_BYTES - 1;
    int before = wholeBlocks(BLOCK_BYTES + Short.BYTES + additional.length);
    ByteBuffer blocks = ByteBuffer.allocate(before + wholeBlocks(length));
    blocks.put((byte) flags).put(nonce).put((byte) (length >> 16)).putShort((short) length);
    blocks.putShort((short) additional.length).put(additional);
    blocks.position(before).put(contents, 0, length);
    chain.init(Cipher.ENCRYPT_MODE, key, ZEROS);
    byte[] ciphered = chain.doFinal(blocks.array());
    return Arrays.copyOfRange(ciphered, ciphered.length - BLOCK_BYTES, ciphered.length);
  }

  private static int wholeBlocks(int bytes) {
    return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }
}
