package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import org.junit.jupiter.api.Test;

class SegmentTableTest {
  private final SegmentTable table = new SegmentTable();

  @Test
  void everyColumnIsGivenBack() {
    table.append(3, 1, segment());
    int row = table.firstRow(3);
    assertThat(table.packet(row)).isEqualTo(7);
    assertThat(table.epochNanos(row)).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(table.sequence(row)).isEqualTo(-5);
    assertThat(table.acknowledgment(row)).isEqualTo(Integer.MIN_VALUE);
    assertThat(table.payloadBytes(row)).isEqualTo(200_000);
    assertThat(table.payloadCaptured(row)).isEqualTo(199_999);
    assertThat(table.window(row)).isEqualTo(65535);
    assertThat(table.flags(row)).isEqualTo(0xff);
    assertThat(table.timestampValue(row)).isEqualTo(11);
    assertThat(table.timestampEcho(row)).isEqualTo(12);
    assertThat(table.hasTimestamps(row)).isTrue();
    assertThat(table.ipId(row)).isEqualTo(65000);
    assertThat(table.checksum(row)).isEqualTo(0xbeef);
    assertThat(table.ttl(row)).isEqualTo(255);
    assertThat(table.side(row)).isOne();
    assertThat(table.linkDirection(row)).isEqualTo(LinkDirection.OUTBOUND);
    assertThat(table.mptcpSubtype(row)).isEqualTo(3);
    assertThat(table.sackBlocks(row)).containsExactly(1, 2, 3, 4);
    assertThat(table.syns().mss(row)).isEqualTo(1460);
    assertThat(table.syns().windowScale(row)).isEqualTo(14);
    assertThat(table.syns().isSackPermitted(row)).isTrue();
    assertThat(table.wireBytes(3, 1)).isEqualTo(200_040);
    assertThat(table.wireBytes(3, 0)).isZero();
  }

  @Test
  void whatIsNotThereIsSaidToBeAbsent() {
    PacketCursor plain = new PacketCursor();
    plain.ipId = PacketCursor.NONE;
    plain.mptcpSubtype = PacketCursor.NONE;
    plain.flags = TcpFlags.SYN;
    plain.mss = PacketCursor.NONE;
    plain.windowScale = PacketCursor.NONE;
    table.append(0, 0, plain);
    assertThat(table.ipId(0)).isZero();
    assertThat(table.mptcpSubtype(0)).isEqualTo(PacketCursor.NONE);
    assertThat(table.sackBlocks(0)).isEmpty();
    assertThat(table.syns().mss(0)).isEqualTo(PacketCursor.NONE);
    assertThat(table.syns().windowScale(0)).isEqualTo(PacketCursor.NONE);
    assertThat(table.hasTimestamps(0)).isFalse();
    assertThat(table.rows(99)).isZero();
    assertThat(table.firstRow(99)).isEqualTo(SegmentTable.NONE);
    assertThat(table.icmpError(0)).isNull();
  }

  @Test
  void rowsOfAFlowAreLinkedThroughThoseOfOthers() {
    PacketCursor cursor = new PacketCursor();
    for (int i = 0; i < 100_000; i++) {
      cursor.packet = i;
      table.append(i % 3, 0, cursor);
    }
    int rows = 0;
    for (int row = table.firstRow(2); row != SegmentTable.NONE; row = table.next(row)) {
      assertThat(table.packet(row)).isEqualTo(2 + 3 * rows);
      rows++;
    }
    assertThat(rows).isEqualTo(table.rows(2)).isEqualTo(33_333);
    assertThat(table.size()).isEqualTo(100_000);
  }

  @Test
  void theRowsOfOthersStayWhereAFlowIsReleased() {
    PacketCursor cursor = new PacketCursor();
    for (int i = 0; i < 50_000; i++) {
      cursor.packet = i;
      table.append(i < 20_000 ? i % 2 : 1, 0, cursor);
    }
    int first = table.firstRow(0);
    table.release(0);
    assertThat(table.packet(first)).as("beside rows of the other flow").isZero();
    int rows = 0;
    for (int row = table.firstRow(1); row != SegmentTable.NONE; row = table.next(row)) {
      rows++;
    }
    assertThat(rows).isEqualTo(40_000);
    table.release(1);
    assertThatThrownBy(() -> table.packet(first)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theFirstIcmpErrorCounts() {
    PacketCursor error = new PacketCursor();
    error.kind = PacketKind.ICMP_ERROR;
    error.icmpType = 3;
    error.icmpCode = 1;
    table.icmpError(5, error);
    error.icmpCode = 4;
    table.icmpError(5, error);
    assertThat(table.icmpError(5)).isEqualTo(new SegmentTable.IcmpError(3, 1, 0, 0));
  }

  private static PacketCursor segment() {
    PacketCursor cursor = new PacketCursor();
    cursor.packet = 7;
    cursor.epochNanos = 1_700_000_000_123_456_789L;
    cursor.sequence = -5;
    cursor.acknowledgment = Integer.MIN_VALUE;
    cursor.payloadLength = 200_000;
    cursor.payloadCaptured = 199_999;
    cursor.window = 65535;
    cursor.flags = 0xff;
    cursor.hasTimestamps = true;
    cursor.timestampValue = 11;
    cursor.timestampEcho = 12;
    cursor.ipId = 65000;
    cursor.checksum = 0xbeef;
    cursor.ttl = 255;
    cursor.linkDirection = LinkDirection.OUTBOUND;
    cursor.mptcpSubtype = 3;
    cursor.sackCount = 2;
    cursor.sackLeft[0] = 1;
    cursor.sackRight[0] = 2;
    cursor.sackLeft[1] = 3;
    cursor.sackRight[1] = 4;
    cursor.mss = 1460;
    cursor.windowScale = 200;
    cursor.sackPermitted = true;
    cursor.ipLength = 200_040;
    return cursor;
  }
}
