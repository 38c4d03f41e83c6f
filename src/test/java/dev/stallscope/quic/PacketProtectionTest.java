package dev.stallscope.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.tls.RecordCipher;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The packets of RFC 9001 appendix A and RFC 9369 appendix A. */
class PacketProtectionTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final ConnectionId FIRST = ConnectionId.of(HEX.parseHex("8394c8f03e515708"), 0, 8);
  private static final int CHACHA20 = 0x1303;
  private static final int CCM = 0x1304;
  private static final int CCM_8 = 0x1305;
  private static final byte[] SECRET =
      HEX.parseHex("9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b");

  private static final byte[] SERVER_1 =
      HEX.parseHex(
          "cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c6979"
              + "7554780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c"
              + "73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c"
              + "276456cbc42158407dd074ee");
  private static final byte[] SERVER_2 =
      HEX.parseHex(
          "dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698baeea26b91eb761d9b8923"
              + "7bbf87263017915358230035f7fd3945d88965cf17f9af6e16886c61bfc703106fbaf3cb4cfa5238"
              + "2dd16a393e42757507698075b2c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43"
              + "edd9ce7ca84bed8521e2e140");
  private static final byte[] SHORT_1 = HEX.parseHex("4cfe4189655e5cd55c41f69080575d7999c25a5bfb");
  private static final byte[] SHORT_2 = HEX.parseHex("5558b1c60ae7b6b932bc27d786f4bc2bb20f2162ba");

  /** The same packet under AES-CCM, sealed by OpenSSL with keys of the same secret. */
  private static final byte[] SHORT_CCM =
      HEX.parseHex("4b5e972f71590aea049d36428f5798fd45ab6a4666");

  /** What both answer: an ACK of packet 0, and a CRYPTO frame with the ServerHello. */
  private static final String SERVER_CONTENTS =
      "02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf73988cfc79825df566dc5430b9a"
          + "045a1200130100002e00330024001d00209d3c940d89690b84d08a60993c144eca684d1081287c834d"
          + "5311bcf32bb9da1a002b00020304";

  private static final long NUMBER = 654360564;

  private final byte[] header = new byte[64];

  @Test
  void opensTheServersFirstPacketOfVersion1() {
    assertThat(initial(SERVER_1, QuicVersion.V1)).isEqualTo(SERVER_CONTENTS);
    assertThat(HEX.formatHex(header, 0, 20)).isEqualTo("c1000000010008f067a5502a4262b50040750001");
  }

  @Test
  void opensTheServersFirstPacketOfVersion2() {
    assertThat(initial(SERVER_2, QuicVersion.V2)).isEqualTo(SERVER_CONTENTS);
    assertThat(HEX.formatHex(header, 0, 20)).isEqualTo("d16b3343cf0008f067a5502a4262b50040750001");
  }

  @Test
  void doesNotTakeOneVersionForTheOther() {
    assertThat(open(InitialSecrets.server(QuicVersion.V2, FIRST), SERVER_1, 18, 1)).isNegative();
    assertThat(open(InitialSecrets.client(QuicVersion.V1, FIRST), SERVER_1, 18, 1)).isNegative();
  }

  @Test
  void opensShortHeadersUnderChaCha20() {
    assertThat(shortHeader(CHACHA20, SHORT_1, QuicVersion.V1)).isEqualTo("01");
    assertThat(HEX.formatHex(header, 0, 4)).isEqualTo("4200bff4");
    assertThat(shortHeader(CHACHA20, SHORT_2, QuicVersion.V2)).isEqualTo("01");
  }

  @Test
  void opensPacketsUnderAesCcm() {
    assertThat(shortHeader(CCM, SHORT_CCM, QuicVersion.V1)).isEqualTo("01");
    assertThat(HEX.formatHex(header, 0, 4)).isEqualTo("4200bff4");
    byte[] damaged = SHORT_CCM.clone();
    damaged[damaged.length - 1] ^= 1;
    assertThat(shortHeader(CCM, damaged, QuicVersion.V1)).isEmpty();
  }

  @Test
  void packetsHaveNoShortTags() {
    assertThat(PacketProtection.opens(RecordCipher.of(CCM).orElseThrow())).isTrue();
    assertThat(PacketProtection.opens(RecordCipher.of(CCM_8).orElseThrow())).isFalse();
  }

  @Test
  void doesNotOpenADamagedPacket() {
    for (int at = 0; at < SERVER_1.length; at++) {
      byte[] damaged = SERVER_1.clone();
      damaged[at] ^= 1;
      assertThat(open(InitialSecrets.server(QuicVersion.V1, FIRST), damaged, 18, 1))
          .as("byte %d", at)
          .isNegative();
    }
  }

  @Test
  void doesNotLookBeyondThePacket() {
    for (int length = 0; length < SERVER_1.length; length++) {
      byte[] cut = Arrays.copyOf(SERVER_1, length);
      assertThat(open(InitialSecrets.server(QuicVersion.V1, FIRST), cut, 18, 1)).isNegative();
    }
  }

  @Test
  void refusesASecretOfTheWrongLength() {
    RecordCipher suite = RecordCipher.of(CHACHA20).orElseThrow();
    assertThat(PacketProtection.of(suite, QuicVersion.V1, new byte[48])).isEmpty();
  }

  private String initial(byte[] packet, QuicVersion version) {
    byte[] out = new byte[packet.length];
    int length = open(InitialSecrets.server(version, FIRST), packet, 18, 1, out);
    return HEX.formatHex(out, 0, Math.max(0, length));
  }

  private String shortHeader(int cipherSuite, byte[] packet, QuicVersion version) {
    RecordCipher suite = RecordCipher.of(cipherSuite).orElseThrow();
    PacketProtection protection = PacketProtection.of(suite, version, SECRET).orElseThrow();
    byte[] out = new byte[packet.length];
    int length = open(protection, packet, 1, NUMBER, out);
    return HEX.formatHex(out, 0, Math.max(0, length));
  }

  private int open(PacketProtection protection, byte[] packet, int numberAt, long number) {
    return open(protection, packet, numberAt, number, new byte[packet.length]);
  }

  private int open(
      PacketProtection protection, byte[] packet, int numberAt, long number, byte[] out) {
    int bytes = protection.unmask(packet, 0, numberAt, packet.length, header);
    return bytes < 0
        ? bytes
        : protection.open(
            header, numberAt + bytes, number, packet, numberAt + bytes, packet.length, out);
  }
}
