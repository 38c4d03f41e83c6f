package dev.stallscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketBuilderTest {
  @Test
  void theIpv4ChecksumSumsToOnes() {
    byte[] ip = PacketBuilder.tcp("192.168.0.1", 1, "192.168.0.199", 2).ip();
    assertThat(sum(ip, 0, 20)).isEqualTo(0xffff);
  }

  @Test
  void transportChecksumsCoverThePseudoHeader() {
    byte[] tcp = PacketBuilder.tcp("1.2.3.4", 1, "5.6.7.8", 2).payload("odd").mss(1460).ip();
    int length = tcp.length - 20;
    assertThat(fold(sum(tcp, 12, tcp.length) + 6 + length)).isEqualTo(0xffff);
    byte[] udp = PacketBuilder.udp("fd00::1", 1, "fd00::2", 2).payload("text").ip();
    assertThat(fold(sum(udp, 8, udp.length) + 17 + udp.length - 40)).isEqualTo(0xffff);
    byte[] icmp = PacketBuilder.icmpError("1.2.3.4", "5.6.7.8", 3, 1, tcp).ip();
    assertThat(sum(icmp, 20, icmp.length)).isEqualTo(0xffff);
  }

  @Test
  void aBuilderIsNotChangedByThoseMadeFromIt() {
    PacketBuilder plain = PacketBuilder.udp("1.2.3.4", 1, "5.6.7.8", 2);
    byte[] before = plain.ip();
    plain.payload("x").ttl(3).id(9);
    assertThat(plain.ip()).isEqualTo(before);
  }

  @Test
  void shortFramesArePadded() {
    assertThat(PacketBuilder.tcp("1.2.3.4", 1, "5.6.7.8", 2).ethernet()).hasSize(60);
  }

  private static int sum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    return fold(sum);
  }

  private static int fold(int sum) {
    return sum > 0xffff ? fold((sum & 0xffff) + (sum >>> 16)) : sum;
  }
}
