package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.ethernet;
import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.LinkType;
import dev.stallscope.testkit.PacketBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Ipv4HeaderTest {
  private static final PacketBuilder SEGMENT =
      PacketBuilder.tcp("10.0.0.1", 1000, "10.0.0.2", 2000).payload("hello");

  @Test
  void theFieldsAreThoseOfTheHeader() {
    PacketCursor cursor = Decoded.ip(SEGMENT.ttl(57).id(0xbeef).ip()).cursor();
    assertThat(cursor.ttl).isEqualTo(57);
    assertThat(cursor.ipId).isEqualTo(0xbeef);
    assertThat(cursor.ipLength).isEqualTo(45);
    assertThat(cursor.isV4).isTrue();
    assertThat(cursor.source()).hasToString("10.0.0.1");
    assertThat(cursor.destination()).hasToString("10.0.0.2");
  }

  @Test
  void optionsAreSkipped() {
    Decoded decoded = Decoded.ip(SEGMENT.ipOptions(hex("9404 0000 0101 0101")).ip());
    assertThat(decoded.payload()).isEqualTo("hello");
    assertThat(decoded.cursor().ipLength).isEqualTo(53);
  }

  @Test
  void offloadLeavesTheLengthToTheFrame() {
    byte[] large = new byte[40_000];
    Decoded decoded = Decoded.of(LinkType.ETHERNET, SEGMENT.payload(large).ipLength(0).ethernet());
    assertThat(decoded.cursor().payloadLength).isEqualTo(40_000);
    assertThat(decoded.cursor().payloadCaptured).isEqualTo(40_000);
    assertThat(decoded.found()).isEmpty();
    Decoded cut = Decoded.cut(LinkType.ETHERNET, SEGMENT.payload(large).ipLength(0).ethernet(), 96);
    assertThat(cut.cursor().payloadLength).isEqualTo(40_000);
    assertThat(cut.cursor().payloadCaptured).isEqualTo(96 - 14 - 40);
  }

  @Test
  void aFrameFarBeyondTheMtuIsReadWhole() {
    byte[] large = new byte[65_535 - 40];
    assertThat(Decoded.ip(SEGMENT.payload(large).ip()).cursor().payloadLength)
        .isEqualTo(65_535 - 40);
  }

  @Test
  void anAbsurdFrameLengthIsCapped() {
    byte[] ip = SEGMENT.ipLength(0).ip();
    PacketCursor cursor = new PacketCursor();
    new PacketDecoder(new AnomalyLog())
        .decode(ip, 0, ip.length, Integer.MAX_VALUE, LinkType.RAW, 0, 0, cursor);
    assertThat(cursor.payloadLength).isEqualTo(PacketLimits.FRAME_BYTES - 40);
  }

  @Test
  void theHeaderKnowsBetterThanAFrameThatWasCutWithoutSayingSo() {
    byte[] ip = SEGMENT.payload(new byte[1000]).ip();
    byte[] cut = Arrays.copyOf(ip, 100);
    Decoded decoded = Decoded.ip(cut);
    assertThat(decoded.cursor().payloadLength).isEqualTo(1000);
    assertThat(decoded.cursor().payloadCaptured).isEqualTo(60);
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv4", 0, 1040, 100));
  }

  @Test
  void impossibleHeadersAreAnomalies() {
    byte[] version5 = SEGMENT.ip();
    version5[0] = 0x55;
    assertThat(Decoded.of(LinkType.IPV4, version5).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_VALUE, 0, "ipv4", 0, 0x45, 0x55));
    byte[] shortHeader = SEGMENT.ip();
    shortHeader[0] = 0x44;
    assertThat(Decoded.ip(shortHeader).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_VALUE, 0, "ipv4", 0, 0x45, 0x44));
    assertThat(Decoded.ip(SEGMENT.ipLength(19).ip()).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "ipv4", 2, 20, 19));
  }

  @Test
  void theAuthenticationHeaderIsSkipped() {
    byte[] segment = SEGMENT.transport();
    byte[] header = hex("06 04 0000 00000001 00000001 000000000000000000000000");
    byte[] ip =
        PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 51).payload(join(header, segment)).ip();
    assertThat(Decoded.ip(ip).payload()).isEqualTo("hello");
  }

  @Test
  void otherProtocolsAreOther() {
    byte[] sctp = PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 132).payload(new byte[20]).ip();
    assertThat(Decoded.of(LinkType.ETHERNET, ethernet(sctp)).text()).isEqualTo("OTHER");
  }
}
