package dev.stallscope.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.PacketBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UdpHeaderTest {
  private static final PacketBuilder DATAGRAM =
      PacketBuilder.udp("10.0.0.1", 1, "10.0.0.2", 2).payload("hello");
  private static final String FLOW = "UDP 10.0.0.1:1 > 10.0.0.2:2";

  @Test
  void theLengthBoundsThePayload() {
    assertThat(Decoded.ip(DATAGRAM.ip()).text()).isEqualTo(FLOW + " len 5");
    assertThat(Decoded.ip(DATAGRAM.udpLength(10).ip()).payload()).isEqualTo("he");
    assertThat(Decoded.ip(DATAGRAM.udpLength(8).ip()).text()).isEqualTo(FLOW + " len 0");
  }

  @Test
  void aLengthOfZeroLeavesItToIp() {
    Decoded decoded = Decoded.ip(DATAGRAM.udpLength(0).ip());
    assertThat(decoded.text()).isEqualTo(FLOW + " len 5");
    assertThat(decoded.found()).isEmpty();
  }

  @Test
  void lengthsThatCannotBeAreAnomalies() {
    Decoded tooLarge = Decoded.ip(DATAGRAM.udpLength(14).ip());
    assertThat(tooLarge.text()).isEqualTo(FLOW + " len 5");
    assertThat(tooLarge.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "udp", 0, 14, 13));
    Decoded tooSmall = Decoded.ip(DATAGRAM.udpLength(7).ip());
    assertThat(tooSmall.text()).isEqualTo(FLOW + " len 5");
    assertThat(tooSmall.found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "udp", 4, 8, 7));
  }

  @Test
  void aCutPayloadKeepsItsLength() {
    assertThat(Decoded.cut(101, DATAGRAM.ip(), 30).text()).isEqualTo(FLOW + " len 5 kept 2");
    assertThat(Decoded.cut(101, DATAGRAM.ip(), 27).text()).isEqualTo("OTHER");
  }

  @Test
  void aHeaderCutByIpIsAnAnomaly() {
    byte[] ip = DATAGRAM.ipLength(24).ip();
    assertThat(Decoded.ip(Arrays.copyOf(ip, 24)).found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "udp", 0, 8, 4));
  }
}
