package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.PacketBuilder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpHeaderTest {
  private static final byte[] SEGMENT =
      PacketBuilder.tcp("10.0.0.1", 1000, "10.0.0.2", 80).sequence(77).payload("hello").ip();
  private static final byte[] SEGMENT6 =
      PacketBuilder.tcp("fd00::1", 1000, "fd00::2", 80).sequence(77).payload("hello").ip();
  private static final String FLOW = "ICMP_ERROR 10.0.0.1:1000 > 10.0.0.2:80";

  private static Decoded error(int type, int code, byte[] quoted) {
    return Decoded.ip(
        PacketBuilder.icmpError("10.0.0.9", "10.0.0.1", type, code, quoted).ttl(5).ip());
  }

  private static Decoded error6(int type, int code, byte[] quoted) {
    return Decoded.ip(PacketBuilder.icmpError("fd00::9", "fd00::1", type, code, quoted).ip());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 11, 12})
  void errorsSpeakOfTheFlowTheyQuote(int type) {
    assertThat(error(type, 4, SEGMENT).text())
        .isEqualTo(FLOW + " type " + type + " code 4 tcp seq 77");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void errorsOfVersion6Too(int type) {
    assertThat(error6(type, 0, SEGMENT6).text())
        .isEqualTo("ICMP_ERROR fd00::1:1000 > fd00::2:80 type " + type + " code 0 tcp seq 77");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 9, 13})
  void queriesAreOther(int type) {
    assertThat(error(type, 0, SEGMENT).text()).isEqualTo("OTHER");
    assertThat(error6(type + 128, 0, SEGMENT6).text()).isEqualTo("OTHER");
  }

  @Test
  void eightBytesOfTransportAreEnough() {
    assertThat(error(3, 1, Arrays.copyOf(SEGMENT, 28)).text())
        .isEqualTo(FLOW + " type 3 code 1 tcp seq 77");
    assertThat(error(3, 1, Arrays.copyOf(SEGMENT, 27)).text()).isEqualTo("OTHER");
    assertThat(error(3, 1, Arrays.copyOf(SEGMENT, 27)).found()).isEmpty();
  }

  @Test
  void quotedUdpHasNoSequence() {
    byte[] datagram = PacketBuilder.udp("10.0.0.1", 1000, "10.0.0.2", 53).payload("x").ip();
    assertThat(error(3, 3, datagram).text())
        .isEqualTo("ICMP_ERROR 10.0.0.1:1000 > 10.0.0.2:53 type 3 code 3 udp");
    assertThat(error(3, 3, datagram).cursor().quotedIsTcp).isFalse();
  }

  @Test
  void theTtlIsThatOfTheError() {
    assertThat(error(11, 0, SEGMENT).cursor().ttl).isEqualTo(5);
  }

  @Test
  void quotedExtensionHeadersAreSkipped() {
    byte[] segment = Arrays.copyOfRange(SEGMENT6, 40, SEGMENT6.length);
    byte[] extended =
        PacketBuilder.ofProtocol("fd00::1", "fd00::2", 0)
            .payload(join(hex("2c00 0104 00000000  0600 0001 00000007"), segment))
            .ip();
    assertThat(error6(2, 0, extended).text())
        .isEqualTo("ICMP_ERROR fd00::1:1000 > fd00::2:80 type 2 code 0 tcp seq 77");
    byte[] later =
        PacketBuilder.ofProtocol("fd00::1", "fd00::2", 44)
            .payload(join(hex("0600 0008 00000007"), segment))
            .ip();
    assertThat(error6(2, 0, later).text()).isEqualTo("OTHER");
  }

  @Test
  void aQuotedLaterFragmentHasNoPorts() {
    byte[] fragment = PacketBuilder.tcp("10.0.0.1", 1000, "10.0.0.2", 80).fragmentField(100).ip();
    assertThat(error(11, 1, fragment).text()).isEqualTo("OTHER");
  }

  @Test
  void quotationsOfAnyBytesAreNoException() {
    for (int length = 0; length < SEGMENT.length; length++) {
      for (int first = 0; first < 256; first++) {
        byte[] quoted = Arrays.copyOf(SEGMENT, length);
        if (length > 0) {
          quoted[0] = (byte) first;
        }
        Decoded decoded = error(3, 1, quoted);
        assertThat(decoded.cursor().kind).isIn(PacketKind.OTHER, PacketKind.ICMP_ERROR);
        assertThat(decoded.found()).isEmpty();
      }
    }
  }
}
