package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpReassemblyTest {
  private static final String OPENING = "client 0ms handshake rtt 40ms\n";

  private final StreamText first = new StreamText();
  private final ReassemblyBudget budget = new ReassemblyBudget();

  @Test
  void bytesComeWithThePacketThatBroughtThem() {
    assertThat(
            client(
                """
                client 50ms data "abc"
                client 51ms data "def"
                server 90ms ACK
                client 95ms FIN
                """))
        .isEqualTo("abc@3 def@4 FIN@6");
  }

  @Test
  void bytesComeWithWhatTheirPacketAcknowledged() {
    TrackedCapture capture =
        TrackedCapture.of(
            OPENING
                + """
                client 50ms data "abc"
                server 90ms data "1234"
                client 91ms data 6..9
                client 92ms data 3..6 ack 2
                """);

    assertThat(capture.stream(0, 0).acknowledged()).isEqualTo("abc<0 def<2 ghi<4 ");
    assertThat(capture.stream(0, 1).acknowledged()).isEqualTo("1234<3 ");
  }

  @Test
  void dataAheadOfAHoleWaitForItAndKeepTheirPacket() {
    assertThat(
            client(
                """
                client 50ms data 3..6
                client 51ms data 6..9
                client 52ms data 0..3
                """))
        .isEqualTo("abc@5 def@3 ghi@4 CAPTURE_END@5");
  }

  @Test
  void theAckOfAnOlderConnectionOnThePortSaysNothing() {
    assertThat(
            TrackedCapture.of(
                    """
                    client 0ms SYN
                    server 40ms ACK 500000
                    client 40.1ms SYN again
                    server 80ms SYN,ACK
                    client 80.1ms ACK
                    client 81ms data "abc"
                    """)
                .stream(0, 0)
                .packets())
        .isEqualTo("abc@5 CAPTURE_END@5");
  }

  @Test
  void theFirstCopyOfAByteWins() {
    assertThat(
            client(
                """
                client 50ms data "abc"
                client 51ms data 6..9
                client 52ms data 1..8 again
                """))
        .isEqualTo("abc@3 def@5 ghi@4 CAPTURE_END@5");
  }

  @Test
  void acknowledgedDataThatWereNotCapturedAreAGap() {
    assertThat(
            client(
                """
                client 50ms data "abc"
                client 51ms data 3..6 unseen
                client 52ms data 6..9
                server 91ms ACK 9
                client 95ms data 9..12
                """))
        .isEqualTo("abc@3 [-3]@5 ghi@4 jkl@6 CAPTURE_END@6");
  }

  @Test
  void dataThatComeALittleAfterTheirAckAreNoGap() {
    assertThat(
            client(
                """
                set order script
                client 50ms data 0..3
                server 90ms ACK 6
                client 90.5ms data 3..6
                """))
        .isEqualTo("abc@3 def@5 CAPTURE_END@5");
  }

  @Test
  void withoutAcksAHoleIsAGapAtTheEnd() {
    assertThat(client("client 50ms data 0..3\nclient 51ms data 6..9"))
        .isEqualTo("abc@3 [-3]@4 ghi@4 CAPTURE_END@4");
  }

  @Test
  void payloadThatTheSnapLengthCutIsAGapOfItsOwnKind() {
    TrackedCapture capture =
        TrackedCapture.of("set snaplen 60\nclient 0ms data 0..100\nclient 1ms data 100..104");
    assertThat(capture.stream(0, 0).packets()).isEqualTo("abcdef@0 [~94]@0 wxyz@1 CAPTURE_END@1");
  }

  @Test
  void aStreamJoinedInTheMiddleBeginsWithTheFirstByteSeen() {
    TcpReassembly reassembly = reassembly();
    reassembly.segment(0, segment(TcpFlags.ACK, 700, 1, "", 0));
    reassembly.segment(0, segment(TcpFlags.ACK, 1000, 1, "abc", 1));
    reassembly.segment(0, segment(TcpFlags.ACK, 990, 1, "0123456789", 2));
    reassembly.segment(0, segment(TcpFlags.ACK, 1003, 1, "def", 3));
    reassembly.end(4, 3);
    assertThat(first.packets()).isEqualTo("abc@1 def@3 CAPTURE_END@3");
  }

  @Test
  void aKeepAliveByteIsNoData() {
    assertThat(
            client(
                """
                client 50ms data "abc"
                server 90ms ACK
                client 10s keep-alive 1
                server 10040ms ACK
                client 11s data "def"
                """))
        .isEqualTo("abc@3 def@7 CAPTURE_END@7");
  }

  @Test
  void aKeepAliveByteBeforeAllDataIsNotTheirBeginning() {
    TcpReassembly reassembly = reassembly();
    reassembly.segment(1, segment(TcpFlags.ACK, 1, 500, "", 0));
    reassembly.segment(0, segment(TcpFlags.ACK, 499, 1, "x", 1));
    reassembly.segment(0, segment(TcpFlags.ACK, 500, 1, "abc", 2));
    reassembly.end(3, 2);
    assertThat(first.packets()).isEqualTo("abc@2 CAPTURE_END@2");
  }

  @Test
  void dataOnASynBeginTheStream() {
    TcpReassembly reassembly = reassembly();
    reassembly.segment(0, segment(TcpFlags.SYN, 99, 0, "abc", 0));
    reassembly.segment(0, segment(TcpFlags.SYN, 99, 0, "abc", 1));
    reassembly.segment(0, segment(TcpFlags.ACK, 103, 1, "def", 2));
    reassembly.end(3, 2);
    assertThat(first.packets()).isEqualTo("abc@0 def@2 CAPTURE_END@2");
  }

  @Test
  void aResetEndsBothDirections() {
    TrackedCapture capture =
        TrackedCapture.of(OPENING + "client 50ms data \"abc\"\nserver 90ms RST\n");
    assertThat(capture.stream(0, 0).packets()).isEqualTo("abc@3 RESET@4");
    assertThat(capture.stream(0, 1).packets()).isEqualTo("RESET@4");
  }

  @Test
  void aResetFarFromTheStreamIsNotBelieved() {
    TcpReassembly reassembly = reassembly();
    reassembly.segment(0, segment(TcpFlags.ACK, 1, 1, "abc", 0));
    reassembly.segment(0, segment(TcpFlags.RST, 900_000_000, 1, "", 1));
    reassembly.segment(0, segment(TcpFlags.ACK, 4, 1, "def", 2));
    reassembly.end(3, 2);
    assertThat(first.packets()).isEqualTo("abc@0 def@2 CAPTURE_END@2");
  }

  @Test
  void aFinThatWasNotCapturedIsNoGap() {
    assertThat(
            client(
                "client 50ms data \"abc\"\n"
                    + "client 51ms FIN unseen\n"
                    + "server 90ms ACK 4\n"
                    + "server 95ms ACK 4"))
        .isEqualTo("abc@3 CAPTURE_END@5");
  }

  @Test
  void aFinAheadOfAHoleWaits() {
    assertThat(
            client(
                """
                client 50ms data 3..6 fin
                client 51ms data 0..3
                """))
        .isEqualTo("abc@4 def@3 FIN@4");
  }

  @Test
  void offsetsGoBeyondFourGigabytes() {
    TcpReassembly reassembly = reassembly();
    PacketCursor packet = segment(TcpFlags.ACK, 0, 1, "", 0);
    packet.payloadLength = 1 << 20;
    for (int i = 0; i < 5000; i++) {
      packet.sequence = i << 20;
      reassembly.segment(0, packet);
    }
    reassembly.end(1, 0);
    assertThat(first.length()).isEqualTo(5000L << 20);
  }

  @Test
  void outOfOrderDataAreBounded() {
    TcpReassembly reassembly = reassembly();
    PacketCursor packet = segment(TcpFlags.ACK, 0, 1, "x".repeat(1000), 0);
    reassembly.segment(0, packet);
    for (int i = 1; i < 20_000; i++) {
      packet.sequence = i * 2000; // every second kilobyte is missing
      reassembly.segment(0, packet);
      assertThat(budget.usedBytes()).isLessThanOrEqualTo(FlowLimits.REASSEMBLY_BYTES);
    }
    reassembly.end(1, 0);
    assertThat(first.length()).isEqualTo(19_999 * 2000L + 1000);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void manyLossyStreamsShareABudget() {
    ReassemblyBudget small = new ReassemblyBudget(10_000);
    for (int stream = 0; stream < 20; stream++) {
      TcpReassembly reassembly = new TcpReassembly(new StreamText(), new StreamText(), small);
      reassembly.segment(0, segment(TcpFlags.ACK, 0, 1, "abc", 0));
      reassembly.segment(0, segment(TcpFlags.ACK, 9000, 1, "x".repeat(1000), 1));
      assertThat(small.usedBytes()).isLessThanOrEqualTo(10_000);
    }
  }

  /**
   * Random cuts, copies, overlaps and order give the same stream, each byte from a packet of it.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anyCutAndOrderGivesTheSameStream(int seed) {
    Random random = new Random(seed);
    String text = text(random, 20_000);
    int initial = random.nextInt();
    List<PacketCursor> packets = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int length = Math.min(1 + random.nextInt(1500), text.length() - at);
      int from = Math.max(0, at - random.nextInt(4) * random.nextInt(500));
      packets.add(
          segment(
              TcpFlags.ACK,
              initial + 1 + from,
              1,
              text.substring(from, at + length),
              packets.size()));
      at += length;
    }
    for (int i = 0; i + 8 <= packets.size(); i += 4) {
      Collections.shuffle(packets.subList(i, i + 8), random);
    }
    TcpReassembly reassembly = reassembly();
    reassembly.segment(0, segment(TcpFlags.SYN, initial, 0, "", 0));
    packets.forEach(packet -> reassembly.segment(0, packet));
    reassembly.segment(
        0, segment(TcpFlags.FIN | TcpFlags.ACK, initial + 1 + text.length(), 1, "", 99));
    assertThat(first.text()).isEqualTo(text);
    assertThat(first.packets()).endsWith("FIN@99");
    assertThat(budget.usedBytes()).isZero();
  }

  private TcpReassembly reassembly() {
    return new TcpReassembly(first, new StreamText(), budget);
  }

  private static String client(String script) {
    return TrackedCapture.of(OPENING + script).stream(0, 0).packets();
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static PacketCursor segment(
      int flags, int sequence, int ack, String payload, int packet) {
    PacketCursor cursor = new PacketCursor();
    cursor.kind = PacketKind.TCP;
    cursor.flags = flags;
    cursor.sequence = sequence;
    cursor.acknowledgment = ack;
    cursor.bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    cursor.payloadLength = cursor.bytes.length;
    cursor.payloadCaptured = cursor.bytes.length;
    cursor.packet = packet;
    cursor.epochNanos = packet;
    return cursor;
  }
}
