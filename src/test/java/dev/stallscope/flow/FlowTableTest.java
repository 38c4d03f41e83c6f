package dev.stallscope.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import org.junit.jupiter.api.Test;

class FlowTableTest {
  private static final IpAddress A = IpAddress.parse("10.0.0.1");
  private static final IpAddress B = IpAddress.parse("10.0.0.2");

  private final FlowTable table = new FlowTable();

  @Test
  void bothDirectionsAreOneFlowAndItsFirstSenderIsSideZero() {
    int first = table.assign(segment(B, 80, A, 4000, TcpFlags.ACK, 1, 1));
    int second = table.assign(segment(A, 4000, B, 80, TcpFlags.ACK, 1, 1));
    assertThat(FlowTable.flow(second)).isEqualTo(FlowTable.flow(first));
    assertThat(FlowTable.side(first)).isZero();
    assertThat(FlowTable.side(second)).isOne();
    assertThat(table.endpoint(0, 0)).isEqualTo(new Endpoint(B, 80));
    assertThat(table.endpoint(0, 1)).isEqualTo(new Endpoint(A, 4000));
    assertThat(table.port(0, 1)).isEqualTo(4000);
  }

  @Test
  void addressFamilyTransportAndPortsTellFlowsApart() {
    PacketCursor v6 = segment(A, 4000, B, 80, TcpFlags.ACK, 1, 1);
    v6.isV4 = false;
    PacketCursor datagram = segment(A, 4000, B, 80, 0, 0, 0);
    datagram.kind = PacketKind.UDP;
    assertThat(table.assign(segment(A, 4000, B, 80, TcpFlags.ACK, 1, 1))).isZero();
    assertThat(FlowTable.flow(table.assign(v6))).isEqualTo(1);
    assertThat(FlowTable.flow(table.assign(datagram))).isEqualTo(2);
    assertThat(FlowTable.flow(table.assign(segment(A, 4001, B, 80, TcpFlags.ACK, 1, 1))))
        .isEqualTo(3);
    assertThat(table.transport(1)).isEqualTo(Transport.TCP);
    assertThat(table.transport(2)).isEqualTo(Transport.UDP);
    assertThat(table.size()).isEqualTo(4);
  }

  @Test
  void aSynWithAnotherNumberOpensAnotherConnection() {
    table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0));
    assertThat(table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0))).isZero();
    int again = table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 999, 0));
    assertThat(FlowTable.flow(again)).isEqualTo(1);
    int answer = table.assign(segment(B, 80, A, 4000, TcpFlags.SYN | TcpFlags.ACK, 5, 1000));
    assertThat(answer).isEqualTo(1 << 1 | 1);
  }

  @Test
  void theSameSynAfterAMereResetIsTheSameConnection() {
    table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0));
    table.assign(segment(B, 80, A, 4000, TcpFlags.RST | TcpFlags.ACK, 0, 101));
    assertThat(table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0))).isZero();
  }

  @Test
  void theSameSynAfterDataAndAnEndIsAnotherConnection() {
    table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0));
    PacketCursor data = segment(A, 4000, B, 80, TcpFlags.ACK, 101, 1);
    data.payloadLength = 5;
    table.assign(data);
    assertThat(table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0))).isZero();
    table.assign(segment(B, 80, A, 4000, TcpFlags.RST, 1, 0));
    assertThat(FlowTable.flow(table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0)))).isOne();
  }

  @Test
  void aSynAckWithAnotherNumberOpensAConnectionOnlyAfterDataOfItsSender() {
    int synAck = TcpFlags.SYN | TcpFlags.ACK;
    table.assign(segment(A, 4000, B, 80, TcpFlags.SYN, 100, 0));
    table.assign(segment(B, 80, A, 4000, synAck, 5, 101));
    assertThat(FlowTable.flow(table.assign(segment(B, 80, A, 4000, synAck, 77, 101)))).isZero();
    PacketCursor data = segment(B, 80, A, 4000, TcpFlags.ACK, 78, 101);
    data.payloadLength = 5;
    table.assign(data);
    assertThat(FlowTable.flow(table.assign(segment(B, 80, A, 4000, synAck, 77, 101)))).isZero();
    assertThat(FlowTable.flow(table.assign(segment(B, 80, A, 4000, synAck, 9, 201)))).isOne();
  }

  @Test
  void anIcmpErrorFindsTheFlowItQuotesAndOpensNone() {
    PacketCursor error = segment(A, 4000, B, 80, 0, 100, 0);
    error.kind = PacketKind.ICMP_ERROR;
    error.quotedIsTcp = true;
    assertThat(table.find(error)).isEqualTo(FlowTable.NONE);
    table.assign(segment(B, 80, A, 4000, TcpFlags.ACK, 1, 1));
    assertThat(table.find(error)).isEqualTo(1);
    error.quotedIsTcp = false;
    assertThat(table.find(error)).isEqualTo(FlowTable.NONE);
    assertThat(table.size()).isOne();
  }

  @Test
  void theHashIsTheSameForBothDirectionsAndForErrors() {
    PacketCursor there = segment(A, 4000, B, 80, TcpFlags.ACK, 1, 1);
    PacketCursor back = segment(B, 80, A, 4000, TcpFlags.ACK, 1, 1);
    PacketCursor error = segment(A, 4000, B, 80, 0, 1, 0);
    error.kind = PacketKind.ICMP_ERROR;
    error.quotedIsTcp = true;
    assertThat(FlowTable.hash(back)).isEqualTo(FlowTable.hash(there));
    assertThat(FlowTable.hash(error)).isEqualTo(FlowTable.hash(there));
  }

  @Test
  void manyFlowsAreSpreadAndFoundAgain() {
    int[] shards = new int[4];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        PacketCursor packet = segment(A, 1024 + i % 50_000, B, 80 + i / 5000, TcpFlags.ACK, 1, 1);
        assertThat(FlowTable.flow(table.assign(packet))).isEqualTo(i);
        shards[FlowTable.hash(packet) & 3]++;
      }
    }
    assertThat(table.size()).isEqualTo(20_000);
    for (int shard : shards) {
      assertThat(shard).isBetween(8_000, 12_000);
    }
  }

  private static PacketCursor segment(
      IpAddress from, int fromPort, IpAddress to, int toPort, int flags, int sequence, int ack) {
    PacketCursor packet = new PacketCursor();
    packet.kind = PacketKind.TCP;
    packet.isV4 = true;
    packet.sourceLow = from.low();
    packet.destinationLow = to.low();
    packet.sourcePort = fromPort;
    packet.destinationPort = toPort;
    packet.flags = flags;
    packet.sequence = sequence;
    packet.acknowledgment = ack;
    return packet;
  }
}
