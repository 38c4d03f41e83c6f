package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.PacketBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TcpHeaderTest {
  private static final PacketBuilder SEGMENT = PacketBuilder.tcp("10.0.0.1", 1, "10.0.0.2", 2);

  private static Decoded transport(String digits) {
    return Decoded.ip(
        PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 6).payload(hex(digits)).ip());
  }

  @Test
  void theFieldsAreThoseOfTheHeader() {
    Decoded decoded = transport("c001 0050 fffffffe 80000000 50d8 1234 abcd 0000 6869");
    assertThat(decoded.text())
        .isEqualTo(
            "TCP 10.0.0.1:49153 > 10.0.0.2:80 PSH,ACK,ECE,CWR seq 4294967294 ack 2147483648"
                + " win 4660 len 2");
    assertThat(decoded.cursor().checksum).isEqualTo(0xabcd);
    assertThat(decoded.cursor().hasFlag(TcpFlags.CWR)).isTrue();
    assertThat(decoded.cursor().hasFlag(TcpFlags.SYN)).isFalse();
    assertThat(decoded.payload()).isEqualTo("hi");
  }

  @Test
  void nothingOfOnePacketStaysForTheNext() {
    byte[] syn =
        SEGMENT
            .flags(TcpFlags.SYN)
            .mss(1400)
            .windowScale(3)
            .sackPermitted()
            .timestamps(1, 2)
            .option(30, 0, 0)
            .option(34)
            .ip();
    byte[] sack = SEGMENT.sack(1, 2, 3, 4).ip();
    assertThat(Decoded.ip(syn, sack, SEGMENT.ip()).text())
        .isEqualTo("TCP 10.0.0.1:1 > 10.0.0.2:2 ACK seq 0 ack 0 win 65535 len 0");
    byte[] other = PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 132).ip();
    PacketCursor cursor = Decoded.ip(syn, other).cursor();
    assertThat(cursor)
        .usingRecursiveComparison()
        .ignoringFields("bytes")
        .isEqualTo(Decoded.ip(new byte[0], other).cursor());
  }

  @Test
  void aDataOffsetThatCannotBeIsNoSegment() {
    Decoded tooSmall = transport("0001 0002 00000000 00000000 4010 0000 0000 0000");
    assertThat(tooSmall.text()).isEqualTo("OTHER");
    assertThat(tooSmall.found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "tcp", 12, 20, 16));
    Decoded tooLarge = transport("0001 0002 00000000 00000000 6010 0000 0000 0000");
    assertThat(tooLarge.text()).isEqualTo("OTHER");
    assertThat(tooLarge.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "tcp", 12, 24, 20));
  }

  @Test
  void aHeaderThatIsCutIsNoSegmentAndNoAnomaly() {
    byte[] ip = SEGMENT.ip();
    assertThat(Decoded.cut(101, ip, 39).text()).isEqualTo("OTHER");
    assertThat(Decoded.cut(101, ip, 39).found()).isEmpty();
    assertThat(Decoded.ip(Arrays.copyOf(ip, 40)).text()).startsWith("TCP");
  }

  @Test
  void optionsThatAreCutLeaveThePayloadsLength() {
    byte[] ip = SEGMENT.timestamps(7, 8).sack(1, 2).payload("hello").ip();
    Decoded decoded = Decoded.cut(101, ip, 50);
    assertThat(decoded.text())
        .isEqualTo("TCP 10.0.0.1:1 > 10.0.0.2:2 ACK seq 0 ack 0 win 65535 len 5 kept 0 ts 7 8");
    assertThat(decoded.found()).isEmpty();
  }
}
