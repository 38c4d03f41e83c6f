package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stallscope.capture.LinkDirection;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Segments of any kind neither stop the tracker nor make its numbers contradict one another.
 * Without {@code JAZZER_FUZZ=1} the fuzz test only runs its seeds.
 */
class TcpFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void anySegmentsAreTracked(byte[] bytes) {
    Numbers data = new Numbers(bytes);
    TrackedCapture capture = new TrackedCapture();
    PacketCursor cursor = new PacketCursor();
    cursor.bytes = new byte[3000];
    for (int i = 0; i < 400 && data.hasMore(); i++) {
      fill(cursor, i, data);
      capture.add(cursor);
    }
    capture.end();
    capture.connections().forEach(flow -> check(capture.trace(flow)));
    assertThat(capture.usedReassemblyBytes()).isZero();
  }

  @Test
  void randomSegmentsAreTracked() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] bytes = new byte[4000];
      new Random(seed).nextBytes(bytes);
      anySegmentsAreTracked(bytes);
    }
  }

  @Test
  void manyHolesAndAcksOfThemTakeNoMoreThanLinearTime() {
    TrackedCapture capture = new TrackedCapture();
    PacketCursor cursor = new PacketCursor();
    cursor.bytes = new byte[64];
    Random random = new Random(7);
    byte[] bytes = new byte[64];
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(bytes);
      fill(cursor, i, new Numbers(bytes));
      cursor.flags = 0x10;
      cursor.sequence = random.nextInt(1 << 24);
      cursor.acknowledgment = random.nextInt(1 << 24);
      cursor.payloadLength = random.nextInt(64);
      cursor.payloadCaptured = cursor.payloadLength;
      capture.add(cursor);
    }
    capture.end();
    int size = assertTimeout(Duration.ofSeconds(10), () -> capture.trace(0).size());
    assertThat(size).isEqualTo(200_000);
  }

  private static void fill(PacketCursor cursor, int packet, Numbers data) {
    cursor.kind = PacketKind.TCP;
    cursor.packet = packet;
    cursor.epochNanos += data.between(-1_000, 100_000) * 1000L;
    cursor.isV4 = true;
    boolean isClient = data.flip();
    cursor.sourcePort = isClient ? 4000 : 80;
    cursor.destinationPort = isClient ? 80 : 4000;
    cursor.linkDirection = LinkDirection.UNKNOWN;
    cursor.flags = data.between(0, 255);
    cursor.sequence = data.flip() ? data.any() : data.between(0, 8000);
    cursor.acknowledgment = data.flip() ? data.any() : data.between(0, 8000);
    cursor.window = data.between(0, 0xffff);
    cursor.payloadLength = data.between(0, 3000);
    cursor.payloadCaptured = data.between(0, cursor.payloadLength);
    cursor.mss = data.between(-1, 0xffff);
    cursor.windowScale = data.between(-1, 0xff);
    cursor.hasTimestamps = data.flip();
    cursor.timestampValue = data.between(-10, 1000);
    cursor.timestampEcho = data.between(-10, 1000);
    cursor.ipId = data.between(-1, 0xffff);
    cursor.mptcpSubtype = data.between(-1, 15);
    cursor.sackCount = data.between(0, 4);
    for (int i = 0; i < cursor.sackCount; i++) {
      cursor.sackLeft[i] = data.between(0, 9000);
      cursor.sackRight[i] = cursor.sackLeft[i] + data.between(-10, 3000);
    }
  }

  private static void check(TcpTrace trace) {
    TcpConnection connection = trace.connection();
    assertThat(connection.endNanos()).isGreaterThanOrEqualTo(connection.startNanos());
    TcpReplay replay = trace.replay();
    while (replay.next()) {
      int row = replay.row();
      assertThat(trace.originalRow(row)).isLessThan(row);
      assertThat(trace.roundTripNanos(row)).isGreaterThanOrEqualTo(-1);
      for (Direction direction : Direction.values()) {
        assertThat(replay.inFlightBytes(direction)).isNotNegative();
        assertThat(replay.sackedBytes(direction)).isNotNegative();
      }
    }
  }

  /** Numbers made of bytes; zeros when they are used up. */
  private static final class Numbers {
    private final byte[] bytes;
    private int next;

    Numbers(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasMore() {
      return next < bytes.length;
    }

    int any() {
      return one() << 24 | one() << 16 | one() << 8 | one();
    }

    boolean flip() {
      return (one() & 1) != 0;
    }

    int between(int low, int high) {
      int bits = high - low < 256 ? one() : one() << 8 | one();
      return low + Integer.remainderUnsigned(bits * 2_654_435, high - low + 1);
    }

    private int one() {
      return hasMore() ? bytes[next++] & 0xff : 0;
    }
  }
}
