package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which mechanism sent a segment again (STALLS 1.4), with the near misses of section 8. */
class RetransmissionCauseTest {
  private static final String OPENING = "client 0ms handshake rtt 40ms\n";

  @Test
  void synsAndBareFinsAreSentAgainByTheirTimer() {
    assertThat(
            TrackedCapture.causes(
                """
                client 0ms SYN
                client 1s SYN
                server 1040ms SYN,ACK
                client 1040ms ACK
                client 2s FIN
                client 2250ms FIN again
                """))
        .containsExactly("1 HANDSHAKE_TIMER 0", "5 HANDSHAKE_TIMER 4");
  }

  @Test
  void threeDuplicateAcksMakeAFastRetransmissionAndOthersFollowInRecovery() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460 lost
                client 50ms data 1460..2920
                client 50ms data 2920..4380
                client 50ms data 4380..5840
                client 50ms data 5840..7300 lost
                client 50ms data 7300..8760
                server 90.0ms ACK 0 sack 1460..2920
                server 90.1ms ACK 0 sack 1460..4380
                server 90.2ms ACK 0 sack 1460..5840
                client 90.3ms data 0..1460 again
                server 90.4ms ACK 0 sack 7300..8760,1460..5840
                client 90.5ms data 5840..7300 again
                server 130ms ACK 8760
                """))
        .containsExactly("12 FAST_RETRANSMIT 3", "14 RECOVERY 7");
  }

  @Test
  void aLostTailIsProbedAfterTwoRoundTrips() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460
                client 50ms data 1460..2920 lost
                client 132ms data 1460..2920 again
                server 172ms ACK 2920
                """))
        .containsExactly("5 TAIL_LOSS_PROBE 4");
  }

  @Test
  void aProbeOfWhatHadArrivedIsAProbeToo() {
    assertThat(
            causes(
                """
                server 50ms data 0..100
                server 50ms data 100..200
                client 50.1ms ACK 200
                server 135ms data 100..200 again
                client 135.1ms ACK 200 sack 100..200
                """))
        .containsExactly("6 TAIL_LOSS_PROBE 4");
  }

  /** Each new message would put the probe off; the timeout of the first does not wait. */
  @Test
  void whoGoesOnProbesWhenTheTimeoutOfTheOldestIsDue() {
    assertThat(goingOn(291)).containsExactly("6 TAIL_LOSS_PROBE 5");
    assertThat(goingOn(235)).containsExactly("6 UNKNOWN 5");
  }

  private static List<String> goingOn(int copyMillis) {
    return causes(
        """
        client 50ms data 0..20 lost
        client 130ms data 20..40 lost
        client 210ms data 40..60 lost
        client %dms data 40..60 again lost
        """
            .formatted(copyMillis));
  }

  @Test
  void aLoneSegmentAfterTheTimeoutIsNoProbe() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460 lost
                client 290ms data 0..1460 again
                server 330ms ACK 1460
                """))
        .containsExactly("4 TIMEOUT 3");
  }

  @Test
  void aTimeoutBacksOff() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460 lost
                client 290ms data 0..1460 again lost
                client 770ms data 0..1460 again lost
                client 1730ms data 0..1460 again
                server 1770ms ACK 1460
                """))
        .containsExactly("4 TIMEOUT 3", "5 TIMEOUT 3", "6 TIMEOUT 3");
  }

  @Test
  void afterATimeoutTheRestFollowsItsAcks() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460 lost
                client 50ms data 1460..2920 lost
                client 50ms data 2920..4380 lost
                client 300ms data 0..1460 again
                server 340ms ACK 1460
                client 340ms data 1460..2920 again
                client 340ms data 2920..4380 again
                server 380ms ACK 4380
                """))
        .containsExactly("6 TIMEOUT 3", "8 AFTER_TIMEOUT 4", "9 AFTER_TIMEOUT 5");
  }

  @Test
  void aSegmentResentAQuarterRoundTripAfterASackIsRack() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460 lost
                client 50ms data 1460..2920
                client 50ms data 2920..4380
                client 50ms data 4380..5840
                client 50ms data 5840..7300
                server 90ms ACK 0 sack 1460..2920
                client 100ms data 0..1460 again
                """))
        .containsExactly("9 RACK 3");
  }

  @Test
  void aSmallFlightIsRepairedEarly() {
    assertThat(
            causes(
                """
                client 50ms data 0..1460 lost
                client 50ms data 1460..2920
                server 90ms ACK 0 sack 1460..2920
                client 90.1ms data 0..1460 again
                """))
        .containsExactly("6 EARLY_RETRANSMIT 3");
  }

  @Test
  void probesOfAClosedWindowAreNoRetransmissions() {
    assertThat(
            causes(
                """
                server 50ms data 0..1000
                client 50ms ACK win 0
                server 290ms data 1000..1001 lost
                client 290ms ACK 1000 win 0
                server 770ms keep-alive
                client 770ms ACK 1000 win 0
                """))
        .isEmpty();
  }

  @Test
  void aHoleIsFilledByARetransmissionWithALaterTimestamp() {
    String script =
        """
        set timestamps on
        client 0ms handshake rtt 40ms
        client 50ms data 1000..2000 ts 150 100
        client 60ms data 0..1000 ts %d 100
        """;
    assertThat(TrackedCapture.causes(script.formatted(149))).isEmpty();
    assertThat(TrackedCapture.causes(script.formatted(160))).hasSize(1);
  }

  @Test
  void aHoleFilledByANeighbouringIdentificationWasOvertaken() {
    String script =
        """
        client 50ms data 1000..2000 id 500
        client 90ms data 0..1000 id %d
        """;
    assertThat(causes(script.formatted(499))).isEmpty();
    assertThat(causes(script.formatted(510))).hasSize(1);
  }

  @Test
  void whatWasOvertakenIsNoRetransmissionWhateverItsLabel() {
    TcpTrace trace =
        TrackedCapture.trace(
            """
            set timestamps on
            client 0ms   handshake rtt 40ms
            server 50ms  data 0..1000 ts 200 100
            server 50ms  data 2000..6000 split ts 204 100
            client 50ms  ACK 1000 sack 2000..3000
            client 51ms  ACK 1000 sack 2000..4000
            client 52ms  ACK 1000 sack 2000..6000
            server 62ms  data 1000..2000 ts 202 100
            """);
    int row = trace.size() - 1;

    assertThat(trace.has(row, SegmentEvent.FAST_RETRANSMISSION)).isTrue();
    assertThat(trace.has(row, SegmentEvent.OVERTAKEN)).isTrue();
    assertThat(trace.retransmissionCause(row)).isEqualTo(RetransmissionCause.NONE);
  }

  @Test
  void whatWasLostBeforeTheCaptureHasNoOriginal() {
    assertThat(
            causes(
                """
                server 50ms data 0..1460 unseen
                server 50ms data 1460..2920
                server 50ms data 2920..4380
                server 50ms data 4380..5840
                client 50.1ms ACK 0 sack 1460..2920
                client 50.2ms ACK 0 sack 1460..4380
                client 50.3ms ACK 0 sack 1460..5840
                server 90.4ms data 0..1460
                """))
        .containsExactly("9 FAST_RETRANSMIT -1");
  }

  @Test
  void aDuplicateSackProvesThatNothingWasLost() {
    TcpTrace trace =
        TrackedCapture.trace(
            OPENING
                + """
                client 50ms data 0..1460
                client 300ms data 0..1460 again
                server 310ms ACK 1460
                server 340ms ACK 1460 sack 0..1460
                """);
    assertThat(trace.has(3, SegmentEvent.LOST)).isFalse();
    assertThat(trace.has(4, SegmentEvent.NEEDLESS)).isTrue();
    assertThat(trace.has(6, SegmentEvent.DUPLICATE_SACK)).isTrue();
  }

  @Test
  void anEchoOfTheFirstTransmissionProvesThatNothingWasLost() {
    String script =
        """
        set timestamps on
        client 0ms handshake rtt 40ms
        client 50ms data 0..1400 ts 150 100
        client 300ms data 0..1400 again ts 400 100
        server 310ms ACK 1400 ts 300 %d
        """;
    TcpTrace delayed = TrackedCapture.trace(script.formatted(150));
    assertThat(delayed.has(3, SegmentEvent.LOST)).isFalse();
    assertThat(delayed.has(4, SegmentEvent.NEEDLESS)).isTrue();
    TcpTrace lost = TrackedCapture.trace(script.formatted(400));
    assertThat(lost.has(3, SegmentEvent.LOST)).isTrue();
    assertThat(lost.has(4, SegmentEvent.NEEDLESS)).isFalse();
  }

  @Test
  void withoutTheOtherDirectionNothingIsSaidOfLoss() {
    TcpTrace trace =
        TrackedCapture.trace(
            """
            client 50ms data 0..1460
            client 300ms data 0..1460 again
            """);
    assertThat(trace.connection().has(CaptureQuality.ONE_SIDED)).isTrue();
    assertThat(trace.has(0, SegmentEvent.LOST)).isFalse();
  }

  private static List<String> causes(String script) {
    return TrackedCapture.causes(OPENING + script);
  }
}
