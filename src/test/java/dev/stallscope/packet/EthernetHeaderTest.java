package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.ethernet;
import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static dev.stallscope.testkit.Encapsulation.u16;
import static dev.stallscope.testkit.Encapsulation.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.LinkType;
import dev.stallscope.testkit.PacketBuilder;
import org.junit.jupiter.api.Test;

class EthernetHeaderTest {
  private static final byte[] IP =
      PacketBuilder.udp("10.0.0.1", 1000, "10.0.0.2", 2000).payload("hi").ip();
  private static final String FLOW = "UDP 10.0.0.1:1000 > 10.0.0.2:2000 len 2";

  private static Decoded decode(byte[] frame) {
    return Decoded.of(LinkType.ETHERNET, frame);
  }

  @Test
  void aFrameWrittenByHandIsRead() {
    Decoded decoded =
        decode(
            hex(
                """
                020000000002 020000000001 0800
                45000021 00010000 40110000 c0000201 c0000202
                3039 0035 000d 0000
                68656c6c6f
                """));
    assertThat(decoded.text()).isEqualTo("UDP 192.0.2.1:12345 > 192.0.2.2:53 len 5");
    assertThat(decoded.payload()).isEqualTo("hello");
    assertThat(decoded.found()).isEmpty();
  }

  @Test
  void paddingIsNoPayload() {
    byte[] frame = PacketBuilder.tcp("10.0.0.1", 1, "10.0.0.2", 2).ethernet();
    assertThat(frame).hasSize(60);
    assertThat(decode(frame).cursor().payloadLength).isZero();
    assertThat(decode(frame).cursor().payloadCaptured).isZero();
  }

  @Test
  void vlanTagsAreSkippedHoweverManyThereAre() {
    byte[] tagged = vlan(7, 0x0800, IP);
    assertThat(decode(ethernet(0x8100, tagged)).text()).isEqualTo(FLOW);
    byte[] twice = vlan(8, 0x8100, tagged);
    assertThat(decode(ethernet(0x88a8, twice)).text()).isEqualTo(FLOW);
    byte[] often = twice;
    for (int i = 0; i < 10; i++) {
      often = vlan(i, 0x8100, often);
    }
    assertThat(decode(ethernet(0x9100, often)).text()).isEqualTo(FLOW);
  }

  @Test
  void endlessTagsEndAtTheLimit() {
    byte[] frame = IP;
    for (int i = 0; i < PacketLimits.LAYERS; i++) {
      frame = vlan(i, i == 0 ? 0x0800 : 0x8100, frame);
    }
    Decoded decoded = decode(ethernet(0x8100, frame));
    assertThat(decoded.text()).isEqualTo("OTHER");
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TOO_DEEP, 0, "packet", 0, 33, 32));
  }

  @Test
  void theLengthOfAnOldFrameIsFollowedByLlc() {
    byte[] snap = join(hex("aaaa03 000000 0800"), IP);
    assertThat(decode(ethernet(snap.length, snap)).text()).isEqualTo(FLOW);
    byte[] plain = join(hex("060603"), IP);
    assertThat(decode(ethernet(plain.length, plain)).text()).isEqualTo(FLOW);
    byte[] spanningTree = hex("424203 0000000000");
    assertThat(decode(ethernet(spanningTree.length, spanningTree)).text()).isEqualTo("OTHER");
    byte[] tagged = vlan(7, snap.length, snap);
    assertThat(decode(ethernet(0x8100, tagged)).text()).isEqualTo(FLOW);
  }

  @Test
  void rarerTagsAreSkipped() {
    assertThat(decode(ethernet(0x893f, join(hex("000000000000 0800"), IP))).text()).isEqualTo(FLOW);
    assertThat(decode(ethernet(0x8909, join(hex("010100010064 0800"), IP))).text()).isEqualTo(FLOW);
  }

  @Test
  void whatIsNotIpIsOther() {
    byte[] arp = hex("0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002");
    Decoded decoded = decode(ethernet(0x0806, arp));
    assertThat(decoded.text()).isEqualTo("OTHER");
    assertThat(decoded.found()).isEmpty();
  }

  @Test
  void aFrameShorterThanItsHeaderIsAnAnomaly() {
    assertThat(decode(join(new byte[12], u16(0x0800))).found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv4", 0, 20, 0));
    assertThat(decode(new byte[13]).found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ethernet", 0, 14, 13));
  }
}
