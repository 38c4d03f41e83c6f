package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.FlowLimits;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

/** Where round-trip samples come from, and where none may come from (STALLS 0.3). */
class RoundTripSamplerTest {
  private static final String OPENING = "client 0ms handshake rtt 40ms\n";

  @Test
  void onlyAnAckThatEndsExactlyAtASegmentIsASample() {
    SentSegments sent = new SentSegments();
    sent.add(100, 10);
    sent.add(200, 20);
    assertThat(sent.acknowledge(150, 30)).isEqualTo(-1);
    assertThat(sent.acknowledge(200, 50)).isEqualTo(30);
    assertThat(sent.acknowledge(200, 60)).isEqualTo(-1);
  }

  @Test
  void nothingSentBeforeARepetitionIsASample() {
    SentSegments sent = new SentSegments();
    sent.add(100, 10);
    sent.add(200, 20);
    sent.distrust();
    sent.add(300, 30);
    assertThat(sent.acknowledge(200, 40)).isEqualTo(-1);
    assertThat(sent.acknowledge(300, 50)).isEqualTo(20);
  }

  @Test
  void moreUnacknowledgedSegmentsThanAreKeptAreLeftOut() {
    SentSegments sent = new SentSegments();
    for (int i = 1; i <= FlowLimits.UNACKNOWLEDGED_SEGMENTS + 10; i++) {
      sent.add(i, i);
    }
    int last = FlowLimits.UNACKNOWLEDGED_SEGMENTS;
    assertThat(sent.acknowledge(last, last + 5L)).isEqualTo(5);
    assertThat(sent.acknowledge(last + 10L, last + 50L)).isEqualTo(-1);
  }

  @Test
  void eachTimestampGivesOneSampleWithinTenSeconds() {
    TimestampEchoes echoes = new TimestampEchoes();
    echoes.sent(5, 100, false);
    echoes.sent(5, 200, true);
    echoes.sent(6, 300, true);
    assertThat(echoes.echoed(5, 1000)).isEqualTo(900);
    assertThat(echoes.wasData()).isFalse();
    assertThat(echoes.echoed(5, 1100)).isEqualTo(-1);
    assertThat(echoes.echoed(6, Nanos.ofSeconds(11))).isEqualTo(-1);
    echoes.sent(0, 400, true);
    assertThat(echoes.echoed(0, 500)).isEqualTo(-1);
  }

  @Test
  void manyTimestampsDisplaceTheOldest() {
    TimestampEchoes echoes = new TimestampEchoes();
    for (int value = 1; value <= 3000; value++) {
      echoes.sent(value, value, true);
    }
    assertThat(echoes.echoed(100, 5000)).isEqualTo(-1);
    assertThat(echoes.echoed(2999, 5000)).isEqualTo(2001);
  }

  @Test
  void timestampsWrap() {
    TimestampEchoes echoes = new TimestampEchoes();
    echoes.sent(-1, 10, true);
    echoes.sent(1, 20, true);
    assertThat(echoes.echoed(1, 50)).isEqualTo(30);
  }

  @Test
  void samplesOfTheNearHalfSayNothingOfThePath() {
    TcpTrace trace =
        TrackedCapture.trace(
            OPENING
                + """
                client 50ms data 0..100
                server 95ms data 0..100
                client 95.01ms ACK
                """);
    assertThat(trace.roundTripNanos(4)).isEqualTo(Nanos.ofMicros(45_010));
    assertThat(trace.roundTripNanos(5)).isEqualTo(-1);
    assertThat(trace.connection().roundTrip().clientMinNanos()).isEqualTo(Nanos.ofMicros(10));
  }

  @Test
  void bothHalvesOfAPathMakeItsRoundTrip() {
    TcpConnection.RoundTrip roundTrip =
        TrackedCapture.trace("set capture in middle\n" + OPENING).connection().roundTrip();
    assertThat(roundTrip.clientMinNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(roundTrip.serverMinNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(roundTrip.minNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(roundTrip.isKnown()).isTrue();
  }

  @Test
  void aRequestThatCarriesTheHandshakesAckIsNoSampleOfTheClient() {
    TcpConnection.RoundTrip roundTrip =
        TrackedCapture.trace(
                """
                client 0ms SYN
                server 40ms SYN,ACK
                client 440ms data 0..100
                server 480ms data 0..100
                client 480.1ms ACK
                """)
            .connection()
            .roundTrip();
    assertThat(roundTrip.clientMinNanos()).isEqualTo(Nanos.ofMicros(100));
  }

  @Test
  void aLoneHalfBelowAMillisecondIsNotThePath() {
    TcpConnection.RoundTrip roundTrip =
        TrackedCapture.trace("server 0ms data 0..100\nclient 0.05ms ACK").connection().roundTrip();
    assertThat(roundTrip.minNanos()).isEqualTo(-1);
    assertThat(roundTrip.retransmissionTimeoutNanos()).isEqualTo(Nanos.PER_SECOND);
  }
}
