package dev.stallscope.quic;

import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What Initial packets are protected with (RFC 9001 section 5.2): everybody can derive it from the
 * destination id of the client's first packet.
 */
public final class InitialSecrets {
  private static final int AES_128_GCM_SHA256 = 0x1301;
  private static final int SECRET_BYTES = 32;

  private InitialSecrets() {}

  /** The protection of the client's Initial packets. */
  public static PacketProtection client(QuicVersion version, ConnectionId first) {
    return protection(version, first, "client in");
  }

  /** The protection of the server's Initial packets. */
  public static PacketProtection server(QuicVersion version, ConnectionId first) {
    return protection(version, first, "server in");
  }

  private static PacketProtection protection(
      QuicVersion version, ConnectionId first, String label) {
    RecordCipher suite = RecordCipher.of(AES_128_GCM_SHA256).orElseThrow();
    byte[] secret =
        KeySchedule.expandLabel(suite.hash(), common(version, first), label, SECRET_BYTES);
    return PacketProtection.of(suite, version, secret).orElseThrow();
  }

  private static byte[] common(QuicVersion version, ConnectionId first) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addSalt(version.saltBytes())
                  .addIKM(first.bytes())
                  .extractOnly());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF is part of the JDK", e);
    }
  }
}
