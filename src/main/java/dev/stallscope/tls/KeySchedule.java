package dev.stallscope.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives what protects records from the secrets of a key log: RFC 8446 7.1 to 7.3 for TLS 1.3, RFC
 * 5246 5 and 6.3 for TLS 1.2.
 */
public final class KeySchedule {
  private static final int MASTER_SECRET_BYTES = 48;
  private static final int NONCE_BYTES = 12;

  private KeySchedule() {}

  /**
   * What opens the records that TLS 1.3 protects with a traffic secret, from the first one on.
   *
   * @return empty where the secret does not have the length of the suite's hash
   */
  public static Optional<RecordProtection> tls13(RecordCipher cipher, byte[] secret) {
    if (secret.length != cipher.hashBytes()) {
      return Optional.empty();
    }
    byte[] key = expandLabel(cipher.hash(), secret, "key", cipher.keyBytes());
    byte[] iv = expandLabel(cipher.hash(), secret, "iv", NONCE_BYTES);
    return Optional.of(AeadProtection.tls13(cipher, key, iv));
  }

  /** The traffic secret that follows a KeyUpdate. */
  public static byte[] next(RecordCipher cipher, byte[] secret) {
    return expandLabel(cipher.hash(), secret, "traffic upd", cipher.hashBytes());
  }

  /**
   * What opens the records of one direction of TLS 1.2, from its Finished on.
   *
   * @param master the master secret
   * @param randoms the server's random and then the client's
   * @param isEncryptThenMac whether block ciphers authenticate what is encrypted (RFC 7366)
   * @return empty where the secret does not have the length of a master secret
   */
  public static Optional<RecordProtection> tls12(
      RecordCipher cipher,
      byte[] master,
      byte[] randoms,
      boolean isFromClient,
      boolean isEncryptThenMac) {
    if (master.length != MASTER_SECRET_BYTES) {
      return Optional.empty();
    }
    int mac = cipher.macBytes();
    int key = cipher.keyBytes();
    int iv = cipher.fixedNonceBytes();
    byte[] all = prf(cipher.hash(), master, "key expansion", randoms, 2 * (mac + key + iv));
    ByteBuffer block = ByteBuffer.wrap(all);
    byte[] macKey = of(block, mac, isFromClient);
    byte[] cipherKey = of(block, key, isFromClient);
    byte[] nonce = of(block, iv, isFromClient);
    return Optional.of(
        cipher.mode() == RecordCipher.Mode.CBC
            ? new BlockProtection(cipher, cipherKey, macKey, isEncryptThenMac)
            : AeadProtection.tls12(cipher, cipherKey, nonce));
  }

  /**
   * The master secret of TLS 1.2 (RFC 5246 8.1).
   *
   * @param randoms the client's random and then the server's
   */
  public static byte[] master(RecordCipher cipher, byte[] premaster, byte[] randoms) {
    return prf(cipher.hash(), premaster, "master secret", randoms, MASTER_SECRET_BYTES);
  }

  /**
   * The master secret of TLS 1.2 where both sides bind it to their handshake (RFC 7627 4).
   *
   * @param messages of the handshake up to the client's key exchange
   */
  public static byte[] extendedMaster(RecordCipher cipher, byte[] premaster, byte[] messages) {
    String hash = cipher.hash().replace("SHA", "SHA-");
    try {
      byte[] session = MessageDigest.getInstance(hash).digest(messages);
      return prf(cipher.hash(), premaster, "extended master secret", session, MASTER_SECRET_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the hash is part of the JDK", e);
    }
  }

  /** The client's half of the next two parts of the key block, or the server's. */
  private static byte[] of(ByteBuffer block, int length, boolean isClients) {
    byte[] part = new byte[length];
    block.get(block.position() + (isClients ? 0 : length), part);
    block.position(block.position() + 2 * length);
    return part;
  }

  /** HKDF-Expand-Label with an empty context (RFC 8446 7.1). */
  public static byte[] expandLabel(String hash, byte[] secret, String label, int length) {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1);
    info.putShort((short) length).put((byte) name.length).put(name).put((byte) 0);
    try {
      return KDF.getInstance("HKDF-" + hash)
          .deriveData(
              HKDFParameterSpec.expandOnly(
                  new SecretKeySpec(secret, "Generic"), info.array(), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF is part of the JDK", e);
    }
  }

  /** The pseudorandom function of TLS 1.2 (RFC 5246 5). */
  static byte[] prf(String hash, byte[] secret, String label, byte[] seed, int length) {
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    byte[] named = ByteBuffer.allocate(name.length + seed.length).put(name).put(seed).array();
    ByteBuffer out = ByteBuffer.allocate(length);
    try {
      Mac mac = Mac.getInstance("Hmac" + hash);
      mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
      byte[] step = named;
      while (out.hasRemaining()) {
        step = mac.doFinal(step);
        mac.update(step);
        byte[] piece = mac.doFinal(named);
        out.put(piece, 0, Math.min(piece.length, out.remaining()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is part of the JDK", e);
    }
    return out.array();
  }
}
