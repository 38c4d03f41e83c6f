package dev.stallscope.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Protects records as one side of a connection does, for tests. */
public final class RecordSealer {
  private final RecordCipher cipher;
  private final boolean isTls13;
  private final boolean isEncryptThenMac;
  private byte[] key = {};
  private byte[] iv = {};
  private byte[] macKey = {};
  private byte[] secret = {};
  private long sequence;

  private RecordSealer(int suite, boolean isTls13, boolean isEncryptThenMac) {
    cipher = RecordCipher.of(suite).orElseThrow();
    this.isTls13 = isTls13;
    this.isEncryptThenMac = isEncryptThenMac;
  }

  public static RecordSealer tls13(int suite, byte[] secret) {
    RecordSealer sealer = new RecordSealer(suite, true, false);
    sealer.use(secret);
    return sealer;
  }

  /** One direction of TLS 1.2; both randoms are zeros. */
  public static RecordSealer tls12(
      int suite, byte[] master, boolean isClient, boolean isEncryptThenMac) {
    RecordSealer sealer = new RecordSealer(suite, false, isEncryptThenMac);
    RecordCipher used = sealer.cipher;
    int mac = used.macBytes();
    int iv = used.fixedNonceBytes();
    int length = 2 * (mac + used.keyBytes() + iv);
    byte[] block = KeySchedule.prf(used.hash(), master, "key expansion", new byte[64], length);
    int side = isClient ? 0 : 1;
    sealer.macKey = part(block, side * mac, mac);
    sealer.key = part(block, 2 * mac + side * used.keyBytes(), used.keyBytes());
    sealer.iv = part(block, 2 * (mac + used.keyBytes()) + side * iv, iv);
    return sealer;
  }

  private static byte[] part(byte[] block, int from, int length) {
    return Arrays.copyOfRange(block, from, from + length);
  }

  /** Goes on with another secret of TLS 1.3. */
  public void use(byte[] next) {
    secret = next;
    key = KeySchedule.expandLabel(cipher.hash(), next, "key", cipher.keyBytes());
    iv = KeySchedule.expandLabel(cipher.hash(), next, "iv", 12);
    sequence = 0;
  }

  /** Goes on with the secret that follows a KeyUpdate. */
  public void update() {
    use(KeySchedule.next(cipher, secret));
  }

  /** A protected record. */
  public byte[] seal(int type, byte[] contents) {
    try {
      byte[] body =
          cipher.mode() == RecordCipher.Mode.CBC
              ? sealBlocks(type, contents)
              : sealAead(type, contents);
      sequence++;
      return TlsBytes.record(isTls13 ? TlsRecord.APPLICATION_DATA : type, body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] sealAead(int type, byte[] contents) throws GeneralSecurityException {
    boolean isGcm = cipher.mode() == RecordCipher.Mode.GCM;
    byte[] inner = isTls13 ? TlsBytes.empty().raw(contents).u8(type).u16(0).bytes() : contents;
    byte[] number = ByteBuffer.allocate(8).putLong(sequence).array();
    byte[] explicit = isGcm && !isTls13 ? number : new byte[0];
    byte[] nonce = TlsBytes.join(iv, explicit);
    if (explicit.length == 0) {
      for (int i = 0; i < 8; i++) {
        nonce[4 + i] ^= number[i];
      }
    }
    Cipher aead = Cipher.getInstance(isGcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    aead.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, isGcm ? "AES" : "ChaCha20"),
        isGcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
    TlsBytes additional = isTls13 ? TlsBytes.empty().u8(23) : TlsBytes.empty().raw(number).u8(type);
    aead.updateAAD(additional.u16(0x0303).u16(isTls13 ? inner.length + 16 : inner.length).bytes());
    return TlsBytes.join(explicit, aead.doFinal(inner));
  }

  private byte[] sealBlocks(int type, byte[] contents) throws GeneralSecurityException {
    byte[] start = new byte[16];
    Arrays.fill(start, (byte) (sequence + 7));
    byte[] inner = isEncryptThenMac ? contents : TlsBytes.join(contents, mac(type, contents));
    int padding = 15 - inner.length % 16;
    byte[] padded = Arrays.copyOf(inner, inner.length + padding + 1);
    Arrays.fill(padded, inner.length, padded.length, (byte) padding);
    Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
    cbc.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
    byte[] encrypted = TlsBytes.join(start, cbc.doFinal(padded));
    return isEncryptThenMac ? TlsBytes.join(encrypted, mac(type, encrypted)) : encrypted;
  }

  private byte[] mac(int type, byte[] bytes) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("Hmac" + cipher.mac());
    mac.init(new SecretKeySpec(macKey, "Hmac"));
    mac.update(ByteBuffer.allocate(8).putLong(sequence).array());
    return mac.doFinal(TlsBytes.empty().u8(type).u16(0x0303).u16(bytes.length).raw(bytes).bytes());
  }
}
