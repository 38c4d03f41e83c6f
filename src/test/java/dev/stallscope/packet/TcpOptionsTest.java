package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.PacketBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TcpOptionsTest {
  private static final PacketBuilder SEGMENT = PacketBuilder.tcp("10.0.0.1", 1, "10.0.0.2", 2);
  private static final String ACK = "TCP 10.0.0.1:1 > 10.0.0.2:2 ACK seq 0 ack 0 win 65535 len 0";
  private static final String SYN = "TCP 10.0.0.1:1 > 10.0.0.2:2 SYN seq 0 win 65535 len 0";

  private static Decoded ack(String options) {
    return Decoded.ip(SEGMENT.rawOptions(hex(options)).ip());
  }

  private static Decoded syn(String options) {
    return Decoded.ip(SEGMENT.flags(TcpFlags.SYN).rawOptions(hex(options)).ip());
  }

  @Test
  void aSynOfLinuxIsRead() {
    assertThat(syn("020405b4 0402 080a 01020304 00000000 01 030307").text())
        .isEqualTo(SYN + " mss 1460 scale 7 sackok ts 16909060 0");
  }

  @Test
  void aSynOfWindowsIsRead() {
    assertThat(syn("020405b4 01 030308 0101 0402").text())
        .isEqualTo(SYN + " mss 1460 scale 8 sackok");
  }

  @Test
  void whatOnlyASynMaySayIsIgnoredElsewhere() {
    assertThat(ack("020405b4 0402 01 030307").text()).isEqualTo(ACK);
  }

  @Test
  void timestampsAreReadInTheirUsualPlaceAndElsewhere() {
    assertThat(ack("0101 080a 00000007 ffffffff").text()).isEqualTo(ACK + " ts 7 4294967295");
    assertThat(ack("080a 00000007 00000008 0101").text()).isEqualTo(ACK + " ts 7 8");
    assertThat(ack("0101 080a 00000007 00000008 0101 050a 00000001 00000002").text())
        .isEqualTo(ACK + " ts 7 8 sack 1..2");
  }

  @Test
  void upToFourSackBlocksAreRead() {
    assertThat(ack("0101 050a fffffff0 00000010").text()).isEqualTo(ACK + " sack 4294967280..16");
    String four = "0000000100000002 0000000300000004 0000000500000006 0000000700000008";
    assertThat(ack("0101 0522" + four).text()).isEqualTo(ACK + " sack 1..2,3..4,5..6,7..8");
  }

  @Test
  void sackOfAnImpossibleLengthIsAnAnomaly() {
    Decoded odd = ack("0101 050b 00000001 00000002 00 00");
    assertThat(odd.text()).isEqualTo(ACK + " sack 1..2");
    assertThat(odd.found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "tcp-options", 22, 10, 11));
    assertThat(ack("0502 0000").text()).isEqualTo(ACK);
    assertThat(ack("0502 0000").found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "tcp-options", 20, 10, 2));
  }

  @Test
  void multipathAndFastOpenAreRecognised() {
    assertThat(syn("1e0c 0081 0000000000000000").text()).isEqualTo(SYN + " mptcp 0");
    assertThat(ack("1e08 2001 00000000").text()).isEqualTo(ACK + " mptcp 2");
    assertThat(syn("2202 0101").text()).isEqualTo(SYN + " tfo");
    assertThat(syn("220a 0102030405060708").text()).isEqualTo(SYN + " tfo");
    assertThat(syn("fe04 f989").text()).isEqualTo(SYN + " tfo");
    assertThat(syn("fe04 1234").text()).isEqualTo(SYN);
  }

  @Test
  void nothingIsReadBehindTheEndOfTheList() {
    assertThat(syn("00 02 04 05b4 000000").text()).isEqualTo(SYN);
  }

  @Test
  void lengthsThatCannotBeEndTheList() {
    assertThat(syn("0200 0402 020405b4").text()).isEqualTo(SYN);
    assertThat(syn("0200 0402 020405b4").found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "tcp-options", 20, 0, 8));
    assertThat(syn("0805 0000 020405b4").found())
        .contains(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "tcp-options", 20, 10, 5));
    assertThat(syn("0101 01 02").found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "tcp-options", 23, 2, 1));
    assertThat(syn("fdff 0000").found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "tcp-options", 20, 255, 4));
  }

  @Test
  void optionsOfAnyBytesDoNotDisturbTheSegment() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      byte[] options = new byte[random.nextInt(11) * 4];
      random.nextBytes(options);
      for (int j = 0; j < options.length; j++) {
        // small numbers are the kinds and lengths that mean something
        options[j] = random.nextInt(3) > 0 ? (byte) random.nextInt(12) : options[j];
      }
      PacketCursor cursor =
          Decoded.ip(SEGMENT.flags(random.nextInt(64)).rawOptions(options).payload("end").ip())
              .cursor();
      assertThat(cursor.kind).isEqualTo(PacketKind.TCP);
      assertThat(cursor.payloadLength).isEqualTo(3);
      assertThat(cursor.sackCount).isBetween(0, 4);
    }
  }
}
