package dev.stallscope.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelloTest {
  private static Optional<ClientHello> client(byte[] body) {
    return ClientHello.parse(body, 0, body.length);
  }

  private static Optional<ServerHello> server(byte[] body) {
    return ServerHello.parse(body, 0, body.length);
  }

  @Test
  void readsWhatAClientOffers() {
    byte[] body =
        TlsBytes.clientHello(
            "0a0b",
            TlsBytes.serverName("example.org"),
            TlsBytes.alpn("h2", "http/1.1"),
            TlsBytes.versions(0x2a2a, 0x0304, 0x0303),
            TlsBytes.keyShare(29),
            TlsBytes.extension(10, TlsBytes.empty().u16(4).u16(0x3a3a).u16(29).bytes()),
            TlsBytes.extension(5, new byte[5]),
            TlsBytes.extension(35, new byte[8]),
            TlsBytes.earlyData(),
            TlsBytes.psk());
    assertThat(client(body))
        .contains(
            new ClientHello(
                TlsVersion.TLS_1_2,
                "00".repeat(32),
                List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2),
                "0a0b",
                List.of(0x1301, 0xc02f),
                Optional.of("example.org"),
                List.of("h2", "http/1.1"),
                List.of(29),
                List.of(29),
                true,
                true,
                true,
                true));
  }

  @Test
  void offersNoResumptionByTheSessionIdOfTls13() {
    byte[] id13 = TlsBytes.clientHello("0a", TlsBytes.versions(0x0304));
    assertThat(client(id13).orElseThrow().offersResumption()).isFalse();
    assertThat(client(TlsBytes.clientHello("0a")).orElseThrow().offersResumption()).isTrue();
    assertThat(client(TlsBytes.clientHello("")).orElseThrow().offersResumption()).isFalse();
    byte[] emptyTicket = TlsBytes.clientHello("", TlsBytes.extension(35, new byte[0]));
    assertThat(client(emptyTicket).orElseThrow().offersResumption()).isFalse();
  }

  @Test
  void readsNoPrefixWithoutCompressionMethods() {
    byte[] body = TlsBytes.clientHello("0a", TlsBytes.serverName("example.org"));
    for (int length = 0; length < body.length; length++) {
      Optional<ClientHello> hello = client(Arrays.copyOf(body, length));
      assertThat(hello.isPresent()).as("%d bytes", length).isEqualTo(length > 44);
    }
  }

  @Test
  void readsAHelloOfSsl2() {
    byte[] body =
        TlsBytes.empty()
            .u8(1)
            .u16(0x0301)
            .u16(6)
            .u16(0)
            .u16(16)
            .u24(0x000035)
            .u24(0x010080)
            .raw(new byte[16])
            .bytes();
    ClientHello hello = ClientHello.parseSsl2(body, 0, body.length).orElseThrow();
    assertThat(hello.version()).isEqualTo(TlsVersion.TLS_1_0);
    assertThat(hello.ciphers()).containsExactly(0x35);
    assertThat(ClientHello.parseSsl2(body, 0, 14)).isEmpty();
  }

  @Test
  void readsWhatAServerChose() {
    byte[] body =
        TlsBytes.serverHello(
            "0a0b",
            0x1302,
            TlsBytes.version(0x0304),
            TlsBytes.extension(51, TlsBytes.empty().u16(23).u16(0).bytes()),
            TlsBytes.psk(),
            TlsBytes.alpn("h2"),
            TlsBytes.extension(5, new byte[0]),
            TlsBytes.extension(23, new byte[0]));
    assertThat(server(body))
        .contains(
            new ServerHello(
                TlsVersion.TLS_1_3,
                "00".repeat(32),
                "0a0b",
                0x1302,
                false,
                true,
                Optional.of("h2"),
                23,
                true,
                false,
                true));
  }

  @Test
  void knowsAHelloRetryByItsRandom() {
    ServerHello retry = server(TlsBytes.helloRetry(24)).orElseThrow();
    assertThat(retry.isHelloRetry()).isTrue();
    assertThat(retry.group()).isEqualTo(24);
  }

  @Test
  void readsTheShortHelloOfEarlyDrafts() {
    byte[] body = TlsBytes.empty().u16(0x7f12).raw(new byte[32]).u16(0x1301).u16(0).bytes();
    ServerHello hello = server(body).orElseThrow();
    assertThat(hello.version().title()).isEqualTo("TLS 1.3 (draft 18)");
    assertThat(hello.cipher()).isEqualTo(0x1301);
  }

  @Test
  void namesVersionsSuitesAndAlerts() {
    assertThat(TlsVersion.SSL_3.title()).isEqualTo("SSL 3.0");
    assertThat(new TlsVersion(0x0305).title()).isEqualTo("version 0x305");
    assertThat(CipherSuites.title(0xcca8)).isEqualTo("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    assertThat(CipherSuites.title(0x00ff)).isEqualTo("cipher suite 0x00ff");
    assertThat(new TlsAlert(2, 48).title()).isEqualTo("unknown_ca");
    assertThat(new TlsAlert(1, 112).isFatal()).isFalse();
    assertThat(TlsAlert.UNREADABLE.isFatal()).isTrue();
  }

  @Test
  void knowsWhatEncryptionAdds() {
    assertThat(CipherSuites.overheadBytes(TlsVersion.TLS_1_3, 0x1301)).isEqualTo(17);
    assertThat(CipherSuites.overheadBytes(TlsVersion.TLS_1_3, 0x1305)).isEqualTo(9);
    assertThat(CipherSuites.finishedRecordBytes(0x1305)).isEqualTo(45);
    assertThat(CipherSuites.overheadBytes(TlsVersion.TLS_1_2, 0xc02f)).isEqualTo(24);
    assertThat(CipherSuites.overheadBytes(TlsVersion.TLS_1_2, 0xcca9)).isEqualTo(16);
    assertThat(CipherSuites.overheadBytes(TlsVersion.TLS_1_2, 0xc013)).isEqualTo(44);
    assertThat(CipherSuites.overheadBytes(TlsVersion.TLS_1_0, 0xc013)).isEqualTo(28);
  }
}
