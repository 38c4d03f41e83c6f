package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.ethernet;
import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static dev.stallscope.testkit.Encapsulation.linuxCooked;
import static dev.stallscope.testkit.Encapsulation.linuxCooked2;
import static dev.stallscope.testkit.Encapsulation.pppoe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.capture.LinkType;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.testkit.PacketBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every link type but Ethernet. */
class LinkLayerTest {
  private static final byte[] IP =
      PacketBuilder.udp("10.0.0.1", 1000, "10.0.0.2", 2000).payload("hi").ip();
  private static final byte[] IPV6 =
      PacketBuilder.udp("fd00::1", 1000, "fd00::2", 2000).payload("hi").ip();
  private static final String FLOW = "UDP 10.0.0.1:1000 > 10.0.0.2:2000 len 2";
  private static final String FLOW6 = "UDP fd00::1:1000 > fd00::2:2000 len 2";
  private static final int HDLC = 104;
  private static final int PPI = 192;
  private static final int NFLOG = 239;
  private static final int PKTAP = 258;

  @ParameterizedTest
  @ValueSource(ints = {LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD})
  void rawIpIsToldByItsVersion(int linkType) {
    assertThat(Decoded.of(linkType, IP).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(linkType, IPV6).text()).isEqualTo(FLOW6);
    assertThat(Decoded.of(linkType, hex("15")).text()).isEqualTo("OTHER");
    assertThat(Decoded.of(linkType, new byte[0]).text()).isEqualTo("OTHER");
  }

  @Test
  void rawIpOfOneVersionIsThatVersion() {
    assertThat(Decoded.of(LinkType.IPV4, IP).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.IPV6, IPV6).text()).isEqualTo(FLOW6);
    assertThat(Decoded.of(LinkType.IPV4, IPV6).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_VALUE, 0, "ipv4", 0, 0x45, 0x60));
  }

  @ParameterizedTest
  @CsvSource({"0,INBOUND", "1,INBOUND", "2,INBOUND", "3,UNKNOWN", "4,OUTBOUND"})
  void theCookedPacketTypeTellsTheDirection(int packetType, LinkDirection direction) {
    Decoded first = Decoded.of(LinkType.LINUX_SLL, linuxCooked(packetType, IP));
    assertThat(first.text()).startsWith(FLOW);
    assertThat(first.cursor().linkDirection).isEqualTo(direction);
    Decoded second = Decoded.of(LinkType.LINUX_SLL2, linuxCooked2(packetType, IPV6));
    assertThat(second.text()).startsWith(FLOW6);
    assertThat(second.cursor().linkDirection).isEqualTo(direction);
  }

  @Test
  void theLoopbackInterfaceHasNoDirection() {
    byte[] frame = join(hex("0000 0304 0006 0000000000000000 0800"), IP);
    assertThat(Decoded.of(LinkType.LINUX_SLL, frame).text()).isEqualTo(FLOW);
  }

  @Test
  void cookedFramesHoldVlanTagsAndLlcToo() {
    byte[] head = hex("0000 0001 0006 0200000000010000");
    byte[] tagged = join(head, hex("8100 0007 0800"), IP);
    assertThat(Decoded.of(LinkType.LINUX_SLL, tagged).text()).isEqualTo(FLOW + " INBOUND");
    byte[] llc = join(head, hex("0004 aaaa03 000000 0800"), IP);
    assertThat(Decoded.of(LinkType.LINUX_SLL, llc).text()).isEqualTo(FLOW + " INBOUND");
    byte[] canBus = join(head, hex("000c"), IP);
    assertThat(Decoded.of(LinkType.LINUX_SLL, canBus).text()).isEqualTo("OTHER");
    byte[] netlink = join(hex("0004 0338 0000 0000000000000000 0800"), IP);
    assertThat(Decoded.of(LinkType.LINUX_SLL, netlink).text()).isEqualTo("OTHER");
  }

  @Test
  void theDirectionInTheFileIsKept() {
    byte[] frame = linuxCooked(4, IP);
    PacketBatch batch = new PacketBatch();
    batch.clear(5);
    System.arraycopy(frame, 0, batch.bytes(), 0, frame.length);
    batch.add(0, frame.length, frame.length, 77, 24, 3, LinkType.LINUX_SLL, LinkDirection.INBOUND);
    PacketCursor cursor = new PacketCursor();
    new PacketDecoder(new AnomalyLog()).decode(batch, 0, cursor);
    assertThat(cursor.linkDirection).isEqualTo(LinkDirection.INBOUND);
    assertThat(cursor.packet).isEqualTo(5);
    assertThat(cursor.epochNanos).isEqualTo(77);
    assertThat(cursor.interfaceId).isEqualTo(3);
  }

  @Test
  void loopbackFamiliesStandInEitherOrder() {
    assertThat(Decoded.of(LinkType.NULL, join(hex("02000000"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.NULL, join(hex("00000002"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.LOOP, join(hex("00000002"), IP)).text()).isEqualTo(FLOW);
    for (String family :
        new String[] {"0a000000", "18000000", "1c000000", "1e000000", "0000001e"}) {
      assertThat(Decoded.of(LinkType.NULL, join(hex(family), IPV6)).text()).isEqualTo(FLOW6);
    }
    assertThat(Decoded.of(LinkType.NULL, join(hex("0f000800"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.NULL, join(hex("07000000"), IP)).text()).isEqualTo("OTHER");
  }

  @Test
  void pppIsReadWithAndWithoutFramingAndCompressed() {
    assertThat(Decoded.of(LinkType.PPP, join(hex("ff03 0021"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.PPP, join(hex("0021"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.PPP, join(hex("21"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.PPP_HDLC, join(hex("ff03 0057"), IPV6)).text()).isEqualTo(FLOW6);
    assertThat(Decoded.of(LinkType.PPP, join(hex("ff03 0281 00011140"), IP)).text())
        .isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.PPP, hex("ff03 c021 0101")).text()).isEqualTo("OTHER");
  }

  @Test
  void hdlcIsReadAsCiscoWritesItAndWithPppInside() {
    assertThat(Decoded.of(HDLC, join(hex("0f00 0800"), IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(HDLC, join(hex("ff03 0021"), IP)).text()).isEqualTo(FLOW);
  }

  @Test
  void pppoeSessionsAreReadAndDiscoveryIsNot() {
    assertThat(Decoded.of(LinkType.ETHERNET, ethernet(0x8864, pppoe(IP))).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(LinkType.PPP_ETHERNET, pppoe(IPV6)).text()).isEqualTo(FLOW6);
    byte[] offer = hex("1107 0000 0004 01010000");
    assertThat(Decoded.of(LinkType.ETHERNET, ethernet(0x8864, offer)).text()).isEqualTo("OTHER");
  }

  @Test
  void theLengthOfPppoeBoundsThePacketInside() {
    byte[] ip = PacketBuilder.tcp("10.0.0.1", 1, "10.0.0.2", 2).payload("padded").ip();
    byte[] frame = pppoe(ip);
    frame[5] -= 6;
    Decoded decoded = Decoded.of(LinkType.PPP_ETHERNET, frame);
    assertThat(decoded.cursor().payloadLength).isZero();
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv4", 0, 46, 40));
  }

  @Test
  void wirelessDataFramesAreReadUnlessEncrypted() {
    byte[] snap = join(hex("aaaa03 000000 0800"), IP);
    byte[] rest = new byte[22];
    assertThat(wifi(join(hex("0801"), rest, snap))).isEqualTo(FLOW);
    assertThat(wifi(join(hex("8801"), rest, hex("0000"), snap))).isEqualTo(FLOW);
    assertThat(wifi(join(hex("8881"), rest, hex("0000 00000000"), snap))).isEqualTo(FLOW);
    assertThat(wifi(join(hex("0803"), rest, new byte[6], snap))).isEqualTo(FLOW);
    assertThat(wifi(join(hex("0841"), rest, snap))).as("encrypted").isEqualTo("OTHER");
    assertThat(wifi(join(hex("4801"), rest, snap))).as("no data").isEqualTo("OTHER");
    assertThat(wifi(join(hex("8000"), rest, snap))).as("beacon").isEqualTo("OTHER");
    assertThat(wifi(join(hex("8801"), rest, hex("8000"), snap))).as("A-MSDU").isEqualTo("OTHER");
  }

  private static String wifi(byte[] frame) {
    String bare = Decoded.of(LinkType.IEEE802_11, frame).text();
    byte[] radio = join(hex("0000 0c00 00000000 00000000"), frame);
    assertThat(Decoded.of(LinkType.IEEE802_11_RADIOTAP, radio).text()).isEqualTo(bare);
    return bare;
  }

  @Test
  void headersOfCapturingToolsAreSkipped() {
    assertThat(Decoded.of(PPI, join(hex("0000 0c00 65000000 deadbeef"), IP)).text())
        .isEqualTo(FLOW);
    byte[] nflog =
        join(hex("0200 0000  0800 0100 08000000  0600 0500 0001 0000"), hex("2400 0900"));
    assertThat(Decoded.of(NFLOG, join(nflog, IP)).text()).isEqualTo(FLOW);
    assertThat(Decoded.of(NFLOG, hex("0200 0000 0000 0100")).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "nflog", 0, 4, 0));
    assertThat(Decoded.of(LinkType.IEEE802_11_RADIOTAP, hex("0000 0200 0000")).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "radiotap", 0, 4, 2));
  }

  @Test
  void whatMacOsCapturesOnAllInterfacesHasADirection() {
    byte[] name = new byte[24];
    byte[] outbound = join(hex("2c000000 01000000 01000000"), name, hex("02000000 00000000"));
    assertThat(Decoded.of(PKTAP, join(outbound, ethernet(IP))).text())
        .isEqualTo(FLOW + " OUTBOUND");
    byte[] inbound = join(hex("2c000000 01000000 00000000"), name, hex("01000000 00000000"));
    assertThat(Decoded.of(PKTAP, join(inbound, hex("1e000000"), IPV6)).text())
        .isEqualTo(FLOW6 + " INBOUND");
    byte[] negative = join(hex("ffffffff 01000000 00000000"), name, hex("00000000 00000000"));
    assertThat(Decoded.of(PKTAP, negative).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "pktap", 0, 40, -1));
  }

  @Test
  void otherLinkTypesAreOther() {
    Decoded decoded = Decoded.of(147, IP);
    assertThat(decoded.text()).isEqualTo("OTHER");
    assertThat(decoded.found()).isEmpty();
  }
}
