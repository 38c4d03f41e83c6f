package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.ethernet;
import static dev.stallscope.testkit.Encapsulation.geneve;
import static dev.stallscope.testkit.Encapsulation.gre;
import static dev.stallscope.testkit.Encapsulation.hex;
import static dev.stallscope.testkit.Encapsulation.join;
import static dev.stallscope.testkit.Encapsulation.mpls;
import static dev.stallscope.testkit.Encapsulation.vxlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.LinkType;
import dev.stallscope.testkit.PacketBuilder;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The innermost flow counts, whatever is around it. */
class TunnelTest {
  private static final byte[] IP =
      PacketBuilder.tcp("10.0.0.1", 1000, "10.0.0.2", 2000).ttl(9).id(7).payload("hi").ip();
  private static final byte[] IPV6 =
      PacketBuilder.tcp("fd00::1", 1000, "fd00::2", 2000).payload("hi").ip();
  private static final String REST = " ACK seq 0 ack 0 win 65535 len 2";
  private static final String FLOW = "TCP 10.0.0.1:1000 > 10.0.0.2:2000" + REST;
  private static final String FLOW6 = "TCP fd00::1:1000 > fd00::2:2000" + REST;

  private static byte[] outer(int protocol, byte[] payload) {
    return PacketBuilder.ofProtocol("192.0.2.1", "192.0.2.2", protocol).payload(payload).ip();
  }

  private static String udp(int sourcePort, int port, byte[] payload) {
    byte[] ip = PacketBuilder.udp("192.0.2.1", sourcePort, "192.0.2.2", port).payload(payload).ip();
    return Decoded.ip(ip).text();
  }

  private static String inGre(byte[] header, byte[] payload) {
    return Decoded.ip(outer(47, join(header, payload))).text();
  }

  @Test
  void ipInIpHasTheInnerHeadersFields() {
    Decoded decoded = Decoded.ip(outer(4, IP));
    assertThat(decoded.text()).isEqualTo(FLOW);
    assertThat(decoded.cursor().ttl).isEqualTo(9);
    assertThat(decoded.cursor().ipId).isEqualTo(7);
    assertThat(decoded.cursor().ipLength).isEqualTo(IP.length);
    assertThat(Decoded.ip(outer(41, IPV6)).text()).isEqualTo(FLOW6);
    byte[] inV6 = PacketBuilder.ofProtocol("fd00::8", "fd00::9", 4).payload(IP).ip();
    assertThat(Decoded.ip(inV6).text()).isEqualTo(FLOW);
  }

  @Test
  void tunnelsWithoutEndStopAtTheLimit() {
    byte[] packet = IP;
    for (int i = 0; i < 40; i++) {
      packet = outer(4, packet);
    }
    Decoded decoded = Decoded.ip(packet);
    assertThat(decoded.text()).isEqualTo("OTHER");
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TOO_DEEP, 0, "packet", 0, 33, 32));
  }

  @Test
  void theOuterLengthBoundsTheInnerPacket() {
    byte[] inner = IP.clone();
    inner[3] += 5;
    Decoded decoded = Decoded.ip(outer(4, inner));
    assertThat(decoded.cursor().payloadLength).isEqualTo(2);
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.TRUNCATED, 0, "ipv4", 0, 47, 42));
  }

  @Test
  void mplsIsFollowedToItsBottom() {
    assertThat(mplsFrame(1, IP)).isEqualTo(FLOW);
    assertThat(mplsFrame(16, IPV6)).isEqualTo(FLOW6);
    assertThat(mplsFrame(17, IP)).isEqualTo("OTHER");
    assertThat(mplsFrame(2, join(hex("00000000"), ethernet(IP)))).isEqualTo(FLOW);
    assertThat(mplsFrame(1, join(hex("10000000"), ethernet(IP)))).isEqualTo("OTHER");
    assertThat(Decoded.ip(outer(137, mpls(1, IP))).text()).isEqualTo(FLOW);
  }

  @Test
  void aPseudowireWithoutControlWordIsEthernet() {
    byte[] frame = ethernet(IP);
    assertThat(mplsFrame(1, frame)).isEqualTo(FLOW);
  }

  private static String mplsFrame(int labels, byte[] payload) {
    return Decoded.of(LinkType.ETHERNET, ethernet(0x8847, mpls(labels, payload))).text();
  }

  @Test
  void greIsReadWithEveryOptionalField() {
    assertThat(Decoded.ip(outer(47, gre(0x0800, IP))).text()).isEqualTo(FLOW);
    assertThat(Decoded.ip(outer(47, gre(0x86dd, IPV6))).text()).isEqualTo(FLOW6);
    assertThat(Decoded.ip(outer(47, gre(0x6558, ethernet(IP)))).text()).isEqualTo(FLOW);
    assertThat(Decoded.ip(outer(47, gre(0x8847, mpls(1, IP)))).text()).isEqualTo(FLOW);
    assertThat(inGre(hex("8000 0800 00000000"), IP)).as("checksum").isEqualTo(FLOW);
    assertThat(inGre(hex("2000 6558 00000100"), ethernet(IP))).as("NVGRE").isEqualTo(FLOW);
    assertThat(inGre(hex("b000 0800 00000000 00000001 00000002"), IP)).isEqualTo(FLOW);
    assertThat(inGre(hex("3081 880b 002c0001 00000001 00000002 ff03 0021"), IP))
        .as("PPTP")
        .isEqualTo(FLOW);
    assertThat(inGre(hex("4000 0800 00000000"), IP)).as("source routes").isEqualTo("OTHER");
    assertThat(inGre(hex("0002 0800"), IP)).as("version 2").isEqualTo("OTHER");
  }

  @Test
  void mirroredTrafficIsReadOutOfErspan() {
    assertThat(inGre(hex("0000 88be"), ethernet(IP))).as("type I").isEqualTo(FLOW);
    assertThat(inGre(hex("1000 88be 00000001 1000001400000001"), ethernet(IP)))
        .as("type II")
        .isEqualTo(FLOW);
    assertThat(inGre(hex("1000 22eb 00000001 200000140000000100000000"), ethernet(IP)))
        .as("type III")
        .isEqualTo(FLOW);
    byte[] platform = hex("1000 22eb 00000001 200000140000000100000001 0000000000000000");
    assertThat(inGre(platform, ethernet(IP))).as("type III with a subheader").isEqualTo(FLOW);
  }

  @Test
  void vxlanIsReadOnItsPorts() {
    byte[] payload = vxlan(5, ethernet(IP));
    assertThat(udp(50000, 4789, payload)).isEqualTo(FLOW);
    assertThat(udp(50000, 8472, payload)).isEqualTo(FLOW);
    assertThat(udp(50000, 4788, payload)).isEqualTo("UDP 192.0.2.1:50000 > 192.0.2.2:4788 len 64");
    assertThat(udp(50000, 4790, join(hex("0c000001 00000500"), IP))).isEqualTo(FLOW);
    assertThat(udp(50000, 4790, join(hex("0c000002 00000500"), IPV6))).isEqualTo(FLOW6);
    assertThat(udp(50000, 4790, join(hex("0c000003 00000500"), ethernet(IP)))).isEqualTo(FLOW);
    assertThat(udp(50000, 4790, join(hex("0c000005 00000500"), mpls(1, IP)))).isEqualTo(FLOW);
  }

  @Test
  void whatIsNoTunnelOnATunnelsPortStaysUdp() {
    assertThat(udp(50000, 4789, hex("00000000 00000000")))
        .isEqualTo("UDP 192.0.2.1:50000 > 192.0.2.2:4789 len 8");
    assertThat(udp(50000, 4789, hex("0800")))
        .isEqualTo("UDP 192.0.2.1:50000 > 192.0.2.2:4789 len 2");
    assertThat(udp(50000, 8472, hex("08000100 00000000")))
        .isEqualTo("UDP 192.0.2.1:50000 > 192.0.2.2:8472 len 8");
    assertThat(udp(50000, 6081, hex("4000 0800 00000000")))
        .isEqualTo("UDP 192.0.2.1:50000 > 192.0.2.2:6081 len 8");
    assertThat(udp(2152, 2152, hex("3001 0000 00000000")))
        .as("GTP echo request")
        .isEqualTo("UDP 192.0.2.1:2152 > 192.0.2.2:2152 len 8");
  }

  @Test
  void geneveIsReadWithItsOptions() {
    assertThat(udp(50000, 6081, geneve(new byte[0], 0x6558, ethernet(IP)))).isEqualTo(FLOW);
    assertThat(udp(50000, 6081, geneve(new byte[252], 0x86dd, IPV6))).isEqualTo(FLOW6);
    assertThat(udp(6081, 50000, geneve(new byte[8], 0x0800, IP))).isEqualTo(FLOW);
  }

  @Test
  void mobileTrafficIsReadOutOfGtp() {
    assertThat(udp(2152, 2152, join(hex("30ff 002a 00000001"), IP))).isEqualTo(FLOW);
    assertThat(udp(40000, 2152, join(hex("32ff 002e 00000001 00010000"), IP))).isEqualTo(FLOW);
    byte[] extension = hex("34ff 0032 00000001 00000085 01100100");
    assertThat(udp(2152, 40000, join(extension, IPV6))).isEqualTo(FLOW6);
    byte[] endless = hex("34ff 0032 00000001 00000085");
    assertThat(udp(2152, 2152, join(endless, hex("00000000"), IP))).isEqualTo("OTHER");
    ByteBuffer many = ByteBuffer.allocate(36);
    for (int i = 0; i < 9; i++) {
      many.putInt(0x0100_0085);
    }
    assertThat(udp(2152, 2152, join(endless, many.array(), IP))).isEqualTo("OTHER");
  }

  @Test
  void aTunnelWithoutAFlowInsideIsOther() {
    byte[] arp = ethernet(0x0806, new byte[28]);
    assertThat(udp(50000, 4789, vxlan(5, arp))).isEqualTo("OTHER");
  }
}
