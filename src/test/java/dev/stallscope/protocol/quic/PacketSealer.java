package dev.stallscope.protocol.quic;

import dev.stallscope.quic.QuicVersion;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Protects packets as an endpoint does (RFC 9001 section 5), to have them opened again. */
public final class PacketSealer {
  private static final int AES_128_GCM_SHA256 = 0x1301;
  private static final int NUMBER_BYTES = 2;

  private final QuicVersion version;
  private final RecordCipher suite;
  private final byte[] secret;
  private final byte[] headerSecret;

  private PacketSealer(
      QuicVersion version, RecordCipher suite, byte[] secret, byte[] headerSecret) {
    this.version = version;
    this.suite = suite;
    this.secret = secret;
    this.headerSecret = headerSecret;
  }

  /** Under a traffic secret. */
  public static PacketSealer of(QuicVersion version, int suite, byte[] secret) {
    return new PacketSealer(version, RecordCipher.of(suite).orElseThrow(), secret, secret);
  }

  /** Under what the client's first destination id gives. */
  static PacketSealer initial(QuicVersion version, byte[] first, boolean isFromClient) {
    try {
      byte[] common =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addSalt(HexFormat.of().parseHex(version.salt()))
                      .addIKM(first)
                      .extractOnly());
      String label = isFromClient ? "client in" : "server in";
      return of(version, AES_128_GCM_SHA256, KeySchedule.expandLabel("SHA256", common, label, 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** After a key update. */
  PacketSealer updated() {
    byte[] next =
        KeySchedule.expandLabel(suite.hash(), secret, version.prefix() + "ku", secret.length);
    return new PacketSealer(version, suite, next, headerSecret);
  }

  /**
   * A packet with a long header.
   *
   * @param type the two bits of the first byte
   */
  byte[] longPacket(int type, byte[] destination, byte[] source, long number, byte[] contents) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(0xc0 | type << 4 | NUMBER_BYTES - 1);
    header.writeBytes(ByteBuffer.allocate(4).putInt(version.code()).array());
    header.write(destination.length);
    header.writeBytes(destination);
    header.write(source.length);
    header.writeBytes(source);
    if (type == (version.equals(QuicVersion.V2) ? 1 : 0)) {
      header.write(0);
    }
    int length = NUMBER_BYTES + contents.length + 16;
    header.writeBytes(ByteBuffer.allocate(2).putShort((short) (0x4000 | length)).array());
    header.writeBytes(ByteBuffer.allocate(2).putShort((short) number).array());
    return seal(header.toByteArray(), number, contents);
  }

  /** A packet with a short header. */
  public byte[] shortPacket(
      byte[] destination, boolean spin, boolean phase, long number, byte[] contents) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(0x40 | (spin ? 0x20 : 0) | (phase ? 4 : 0) | NUMBER_BYTES - 1);
    header.writeBytes(destination);
    header.writeBytes(ByteBuffer.allocate(2).putShort((short) number).array());
    return seal(header.toByteArray(), number, contents);
  }

  private byte[] seal(byte[] header, long number, byte[] contents) {
    try {
      boolean isGcm = suite.mode() == RecordCipher.Mode.GCM;
      byte[] nonce = KeySchedule.expandLabel(suite.hash(), secret, version.prefix() + "iv", 12);
      for (int i = 0; i < 8; i++) {
        nonce[11 - i] ^= (byte) (number >>> (8 * i));
      }
      Cipher aead = Cipher.getInstance(isGcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
      aead.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key(secret, "key"), isGcm ? "AES" : "ChaCha20"),
          isGcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
      aead.updateAAD(header);
      byte[] sealed = aead.doFinal(contents);
      byte[] packet = Arrays.copyOf(header, header.length + sealed.length);
      System.arraycopy(sealed, 0, packet, header.length, sealed.length);
      protectHeader(packet, header.length - NUMBER_BYTES, isGcm);
      return packet;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] key(byte[] from, String label) {
    return KeySchedule.expandLabel(suite.hash(), from, version.prefix() + label, suite.keyBytes());
  }

  private void protectHeader(byte[] packet, int numberAt, boolean isGcm)
      throws GeneralSecurityException {
    byte[] sample = Arrays.copyOfRange(packet, numberAt + 4, numberAt + 20);
    byte[] hp = key(headerSecret, "hp");
    Cipher cipher = Cipher.getInstance(isGcm ? "AES/ECB/NoPadding" : "ChaCha20");
    byte[] mask;
    if (isGcm) {
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(hp, "AES"));
      mask = cipher.doFinal(sample);
    } else {
      int counter = Integer.reverseBytes(ByteBuffer.wrap(sample).getInt());
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(hp, "ChaCha20"),
          new ChaCha20ParameterSpec(Arrays.copyOfRange(sample, 4, 16), counter));
      mask = cipher.doFinal(new byte[5]);
    }
    packet[0] ^= (byte) (mask[0] & ((packet[0] & 0x80) != 0 ? 0x0f : 0x1f));
    for (int i = 0; i < NUMBER_BYTES; i++) {
      packet[numberAt + i] ^= mask[1 + i];
    }
  }
}
