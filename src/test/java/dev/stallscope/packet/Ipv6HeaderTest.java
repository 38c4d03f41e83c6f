package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.PacketBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Ipv6HeaderTest {
  private static final PacketBuilder SEGMENT =
      PacketBuilder.tcp("fd00::1", 1000, "fd00::2", 2000).payload("hello");

  private static Decoded withExtensions(int first, byte[] extensions) {
    return Decoded.ip(
        PacketBuilder.ofProtocol("fd00::1", "fd00::2", first)
            .payload(join(extensions, SEGMENT.transport()))
            .ip());
  }

  @Test
  void theFieldsAreThoseOfTheHeader() {
    PacketCursor cursor = Decoded.ip(SEGMENT.ttl(57).ip()).cursor();
    assertThat(cursor.ttl).isEqualTo(57);
    assertThat(cursor.ipId).isEqualTo(PacketCursor.NONE);
    assertThat(cursor.ipLength).isEqualTo(65);
    assertThat(cursor.isV4).isFalse();
    assertThat(cursor.source()).hasToString("fd00::1");
    assertThat(cursor.destination()).hasToString("fd00::2");
    assertThat(cursor.payloadLength).isEqualTo(5);
  }

  @Test
  void extensionHeadersAreSkipped() {
    assertThat(withExtensions(0, hex("0600 0104 00000000")).payload()).isEqualTo("hello");
    assertThat(withExtensions(60, hex("0601 0104 00000000 0000000000000000")).payload())
        .isEqualTo("hello");
    String chain = "2b00 0104 00000000" + "3c00 0000 00000000" + "3300 0104 00000000";
    String authentication = "0604 0000 00000001 00000001 000000000000000000000000";
    assertThat(withExtensions(0, hex(chain + authentication)).payload()).isEqualTo("hello");
    for (int kind : new int[] {135, 139, 140}) {
      assertThat(withExtensions(kind, hex("0600 0000 00000000")).payload()).isEqualTo("hello");
    }
  }

  @Test
  void aChainWithoutEndStopsAtTheLimit() {
    assertThat(withExtensions(60, chain(15)).payload()).isEqualTo("hello");
    Decoded decoded = withExtensions(60, chain(16));
    assertThat(decoded.text()).isEqualTo("OTHER");
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TOO_DEEP, 0, "ipv6-extension", 0, 17, 16));
  }

  private static byte[] chain(int count) {
    ByteBuffer headers = ByteBuffer.allocate(8 * count);
    for (int i = 1; i <= count; i++) {
      headers.putLong(i == count ? 0x0600_0104_0000_0000L : 0x3c00_0104_0000_0000L);
    }
    return headers.array();
  }

  @Test
  void anExtensionLongerThanThePacketIsAnAnomaly() {
    Decoded decoded = withExtensions(60, hex("06ff 0104 00000000"));
    assertThat(decoded.text()).isEqualTo("OTHER");
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv6-extension", 0, 2048, 33));
  }

  @Test
  void nothingAndEncryptionEndTheChain() {
    assertThat(withExtensions(59, new byte[0]).text()).isEqualTo("OTHER");
    assertThat(withExtensions(50, new byte[8]).text()).isEqualTo("OTHER");
    assertThat(withExtensions(50, new byte[8]).found()).isEmpty();
  }

  @Test
  void aJumboOptionGivesTheLength() {
    byte[] payload = new byte[70_000];
    byte[] segment = SEGMENT.payload(payload).transport();
    byte[] option = ByteBuffer.allocate(8).putInt(0x0600_c204).putInt(8 + segment.length).array();
    byte[] ip =
        PacketBuilder.ofProtocol("fd00::1", "fd00::2", 0)
            .payload(join(option, segment))
            .ipLength(0)
            .ip();
    Decoded decoded = Decoded.ip(join(ip, new byte[4]));
    assertThat(decoded.cursor().payloadLength).isEqualTo(70_000);
    assertThat(decoded.cursor().ipLength).isEqualTo(40 + 8 + segment.length);
    assertThat(decoded.found()).isEmpty();
    byte[] cut = Arrays.copyOf(ip, 200);
    assertThat(Decoded.cut(101, ip, 200).cursor().payloadLength).isEqualTo(70_000);
    assertThat(Decoded.ip(cut).found())
        .containsExactly(
            new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv6-jumbo", 0, 8 + segment.length, 160));
  }

  @Test
  void offloadLeavesTheLengthToTheFrame() {
    byte[] ip = SEGMENT.payload(new byte[3000]).ipLength(0).ip();
    assertThat(Decoded.ip(ip).cursor().payloadLength).isEqualTo(3000);
  }

  @Test
  void impossibleHeadersAreAnomalies() {
    byte[] version5 = SEGMENT.ip();
    version5[0] = 0x50;
    assertThat(Decoded.of(229, version5).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_VALUE, 0, "ipv6", 0, 6, 5));
    assertThat(Decoded.ip(SEGMENT.ipLength(500).ip()).found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv6", 0, 540, 65));
  }
}
