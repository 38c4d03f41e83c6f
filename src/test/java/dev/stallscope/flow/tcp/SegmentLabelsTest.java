package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Wireshark's labels (STALLS 1.2, E01 to E16), each with its near miss of section 8. */
class SegmentLabelsTest {
  private static final String OPENING = "client 0ms handshake rtt 40ms\n";

  @Test
  void aByteInAClosedWindowIsAProbeAndItsAnswerIsOne() {
    assertThat(
            labels(
                """
                server 50ms data 0..1000
                client 51ms ACK win 0
                server 300ms data 1000..1001 lost
                client 301ms ACK 1000 win 0
                client 302ms ACK 1000 win 5000
                """))
        .containsExactly(
            "4 zero-window",
            "5 zero-window-probe",
            "6 zero-window zero-window-probe-ack",
            "7 window-update");
  }

  @Test
  void aByteInAnOpenWindowIsData() {
    assertThat(labels("server 50ms data 0..1000\nclient 51ms ACK\nserver 52ms data 1000..1001"))
        .isEmpty();
  }

  @Test
  void aKeepAliveRepeatsTheLastByteAndIsAnswered() {
    assertThat(
            labels(
                """
                client 50ms data 0..100
                server 90ms ACK
                client 9s keep-alive
                server 9040ms ACK
                client 18s keep-alive 1
                server 18040ms ACK
                """))
        .containsExactly("5 keep-alive", "6 keep-alive-ack", "7 keep-alive", "8 keep-alive-ack");
  }

  @Test
  void aByteAtTheNextPositionIsNoKeepAlive() {
    assertThat(labels("client 50ms data 0..100\nserver 90ms ACK\nclient 9s data 100..101"))
        .isEmpty();
  }

  @Test
  void onlyTheSameAckWithAnotherWindowIsAWindowUpdate() {
    assertThat(
            labels(
                """
                server 50ms data 0..100
                client 51ms ACK
                client 52ms ACK win 30000
                server 53ms data 100..200
                client 54ms ACK win 20000
                """))
        .containsExactly("5 window-update");
  }

  @Test
  void dataUpToTheEdgeFillTheWindow() {
    String window = "client 41ms ACK win 1280\n";
    assertThat(labels(window + "server 50ms data 0..1280")).contains("4 window-full");
    assertThat(labels(window + "server 50ms data 0..1279")).doesNotContain("4 window-full");
  }

  @Test
  void withoutTheScaleNoWindowIsFull() {
    assertThat(
            TrackedCapture.labels(
                """
                set window-scale off
                client 41ms ACK win 1280
                server 50ms data 0..1280
                """))
        .isEmpty();
  }

  @Test
  void threeAcksAfterAHoleAreDuplicatesAndAskForAFastRetransmission() {
    String hole =
        """
        client 50ms data 0..1000 lost
        client 50.1ms data 1000..2000
        client 50.2ms data 2000..3000
        client 50.3ms data 3000..4000
        server 89ms ACK 0
        server 90.1ms ACK 0
        server 90.2ms ACK 0
        """;
    assertThat(labels(hole + "client 95ms data 0..1000 again"))
        .containsExactly(
            "3 lost",
            "7 window-update", // the first window after the SYN-ACK's, which is not scaled
            "8 duplicate-ack",
            "9 duplicate-ack",
            "10 retransmission fast-retransmission");
    assertThat(labels(hole + "client 340ms data 0..1000 again"))
        .contains("10 retransmission")
        .doesNotContain("10 retransmission fast-retransmission");
  }

  @Test
  void acksThatAdvanceOrCarryDataAreNoDuplicates() {
    assertThat(
            labels(
                """
                client 50ms data 0..1000
                client 50.1ms data 1000..2000
                server 90ms ACK 1000
                server 90.1ms ACK 2000
                server 91ms data 0..10
                server 92ms data 10..20
                """))
        .isEmpty();
  }

  @Test
  void oneDuplicateAckMakesNoFastRetransmission() {
    assertThat(
            labels(
                """
                client 50ms data 0..1000 lost
                client 50.1ms data 1000..2000
                server 89ms ACK 0
                client 94ms data 0..1000 again
                """))
        .contains("6 retransmission")
        .doesNotContain("6 retransmission fast-retransmission");
  }

  @Test
  void anAckOfWhatWasNotCapturedIsReportedOnce() {
    assertThat(
            labels(
                """
                client 50ms data 0..1000
                client 51ms data 1000..2000 unseen
                server 90ms ACK 2000
                client 100ms data 2000..3000
                server 140ms ACK 3000
                """))
        .containsExactly(
            "4 acked-unseen-segment acked-missed", "5 lost-segment", "6 acked-unseen-segment");
  }

  @Test
  void dataThatWereAcknowledgedBeforeAreSpurious() {
    assertThat(
            labels(
                """
                client 50ms data 0..1000
                server 90ms ACK
                client 300ms data 0..1000 again
                server 340ms ACK 1000 sack 0..1000
                """))
        .containsExactly(
            "5 retransmission spurious-retransmission needless", "6 duplicate-ack duplicate-sack");
  }

  @Test
  void aRetransmissionWhoseAckWasNotCapturedIsAPlainOne() {
    assertThat(
            labels("client 50ms data 0..1000\nclient 300ms data 0..1000 again\nserver 340ms ACK"))
        .containsExactly("3 lost", "4 retransmission");
  }

  @Test
  void swappedSegmentsAreOutOfOrder() {
    assertThat(
            labels(
                """
                client 50ms data 1000..2000
                client 52ms data 0..1000
                """))
        .containsExactly("3 lost-segment", "4 out-of-order");
  }

  @Test
  void aHoleFilledAfterMoreThanARoundTripIsARetransmission() {
    assertThat(
            labels(
                """
                client 50ms data 0..1000 unseen
                client 50ms data 1000..2000
                client 110ms data 0..1000
                """))
        .containsExactly("3 lost-segment", "4 retransmission");
  }

  @Test
  void aProbeByteIsSentAgainWithWhatFollows() {
    assertThat(
            labels(
                """
                server 50ms data 0..1000
                client 51ms ACK win 0
                server 300ms data 1000..1001 lost
                client 301ms ACK 1000 win 0
                client 400ms ACK 1000 win 50000
                server 440ms data 1000..2000
                """))
        .doesNotContain("8 retransmission");
  }

  @Test
  void mptcpMayRepeatAcks() {
    assertThat(
            labels(
                """
                client 50ms data 0..1000
                server 90ms ACK mptcp 2
                server 91ms ACK mptcp 3
                server 92ms ACK mptcp 3
                """))
        .containsExactly("6 duplicate-ack");
  }

  @Test
  void sequenceNumbersWrap() {
    TcpTrace trace =
        TrackedCapture.trace(
            """
            set client isn 4294967290
            client 0ms handshake rtt 40ms
            client 50ms data 0..1000
            client 51ms data 1000..2000
            server 90ms ACK
            """);
    assertThat(trace.sequence(0)).isZero();
    assertThat(trace.sequence(3)).isOne();
    assertThat(trace.end(4)).isEqualTo(2001);
    assertThat(trace.acknowledgment(5)).isEqualTo(2001);
    assertThat(trace.events(4)).isZero();
  }

  private static List<String> labels(String script) {
    return TrackedCapture.labels(OPENING + script);
  }
}
