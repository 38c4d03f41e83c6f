package dev.stallscope.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Messages that TLS 1.3 encrypts. */
class OpenedMessagesTest {
  private static final byte[] CERTIFICATE = "no certificate".getBytes(StandardCharsets.US_ASCII);

  @Test
  void encryptedExtensionsNameTheProtocolAndTakeEarlyData() {
    byte[] extensions = TlsBytes.join(TlsBytes.alpn("h2"), TlsBytes.earlyData());
    byte[] body = TlsBytes.empty().u16(extensions.length).raw(extensions).bytes();
    assertThat(EncryptedExtensions.parse(body, 0, body.length))
        .isEqualTo(new EncryptedExtensions(Optional.of("h2"), true));
    for (int length = 0; length < body.length; length++) {
      EncryptedExtensions.parse(body, 0, length);
    }
    assertThat(EncryptedExtensions.parse(body, 0, 0))
        .isEqualTo(new EncryptedExtensions(Optional.empty(), false));
  }

  @Test
  void aTicketHasALifetimeAndTakesEarlyData() {
    byte[] early = TlsBytes.extension(42, new byte[] {0, 0, 0x40, 0});
    byte[] body =
        TlsBytes.empty()
            .u16(0)
            .u16(7200)
            .u16(0)
            .u16(0)
            .u8(1)
            .u8(9)
            .u16(3)
            .raw(new byte[3])
            .u16(early.length)
            .raw(early)
            .bytes();
    assertThat(SessionTicket.parse(body, 0, body.length)).contains(new SessionTicket(7200, 16384));
    for (int length = 0; length < 10; length++) {
      assertThat(SessionTicket.parse(body, 0, length)).isEmpty();
    }
  }

  @Test
  void certificatesStandBetweenTheirExtensions() {
    byte[] stapled = TlsBytes.extension(5, new byte[] {1, 2, 3});
    byte[] body = certificates(stapled);
    CertificateMessage message = CertificateMessage.parse(body, 0, body.length).orElseThrow();
    assertThat(message.chain().count()).isEqualTo(2);
    assertThat(message.chain().chainBytes()).isEqualTo(2 * CERTIFICATE.length);
    assertThat(message.isStapled()).isTrue();
    byte[] plain = certificates(new byte[0]);
    assertThat(CertificateMessage.parse(plain, 0, plain.length).orElseThrow().isStapled())
        .isFalse();
    for (int length = 0; length < body.length; length++) {
      CertificateMessage.parse(body, 0, length);
    }
  }

  @Test
  void aCompressedMessageIsUnpacked() throws IOException {
    byte[] body = certificates(new byte[0]);
    byte[] packed = packed(body, body.length);
    assertThat(CertificateCompression.unpack(packed, 0, packed.length)).contains(body);
    byte[] damaged = packed.clone();
    Arrays.fill(damaged, 8, damaged.length, (byte) 0x55);
    assertThat(CertificateCompression.unpack(damaged, 0, damaged.length)).isEmpty();
    byte[] longer = packed(body, body.length + 1);
    assertThat(CertificateCompression.unpack(longer, 0, longer.length)).isEmpty();
    byte[] bomb = packed(new byte[1 << 20], 1 << 20);
    assertThat(CertificateCompression.unpack(bomb, 0, bomb.length)).isEmpty();
    for (int length = 0; length < packed.length; length++) {
      CertificateCompression.unpack(packed, 0, length);
    }
  }

  private static byte[] packed(byte[] body, int size) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(body);
    }
    return TlsBytes.empty().u16(1).u24(size).u24(packed.size()).raw(packed.toByteArray()).bytes();
  }

  /** Two certificates, the first with extensions. */
  private static byte[] certificates(byte[] extensions) {
    byte[] list =
        TlsBytes.empty()
            .u24(CERTIFICATE.length)
            .raw(CERTIFICATE)
            .u16(extensions.length)
            .raw(extensions)
            .u24(CERTIFICATE.length)
            .raw(CERTIFICATE)
            .u16(0)
            .bytes();
    return TlsBytes.empty().u8(0).u24(list.length).raw(list).bytes();
  }
}
