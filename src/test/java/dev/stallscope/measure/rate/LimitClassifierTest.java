package dev.stallscope.measure.rate;

import static dev.stallscope.measure.ThroughputLimit.APPLICATION;
import static dev.stallscope.measure.ThroughputLimit.BANDWIDTH;
import static dev.stallscope.measure.ThroughputLimit.CONGESTION;
import static dev.stallscope.measure.ThroughputLimit.RECEIVER;
import static dev.stallscope.measure.ThroughputLimit.SENDER_WINDOW;
import static dev.stallscope.measure.ThroughputLimit.SLOW_START;
import static dev.stallscope.measure.ThroughputLimit.TIMEOUT;
import static dev.stallscope.measure.ThroughputLimit.TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

/** One flow for each class of STALLS 3.3: round trip 40 ms, MSS 1460, window 1 MB. */
class LimitClassifierTest {
  private static final long MSS = 1460;
  private static final long WINDOW = 1 << 20;
  private static final long ROUND_TRIP = Nanos.ofMillis(40);

  private final LimitClassifier classifier = new LimitClassifier(MSS);

  private static RoundFeatures round(long segments) {
    RoundFeatures round = new RoundFeatures();
    round.clear();
    round.bytes = segments * MSS;
    round.flight(segments * MSS, WINDOW);
    round.roundTrip(ROUND_TRIP);
    return round;
  }

  private ThroughputLimit classify(RoundFeatures round) {
    return classifier.classify(round, ROUND_TRIP, ROUND_TRIP);
  }

  @Test
  void doublingRoundsAreSlowStart() {
    assertThat(classify(round(10))).isEqualTo(SLOW_START);
    assertThat(classify(round(20))).isEqualTo(SLOW_START);
    assertThat(classify(round(31))).isEqualTo(SLOW_START);
  }

  @Test
  void growthBelowHalfEndsSlowStart() {
    classify(round(20));
    assertThat(classify(round(29))).isEqualTo(TRANSPORT);
  }

  @Test
  void aFullWindowIsTheReceivers() {
    RoundFeatures round = round(10);
    round.flight(WINDOW - 4 * MSS, WINDOW);
    assertThat(classify(round)).isEqualTo(RECEIVER);
  }

  @Test
  void aWindowWithRoomIsNot() {
    RoundFeatures round = round(10);
    round.flight(WINDOW - 6 * MSS, WINDOW);
    assertThat(classify(round)).isEqualTo(SLOW_START);
  }

  @Test
  void aTimeoutComesBeforeAll() {
    RoundFeatures round = round(10);
    round.timeout = true;
    round.loss = true;
    assertThat(classify(round)).isEqualTo(TIMEOUT);
  }

  @Test
  void smallSegmentsInASmallFlightAreTheApplications() {
    classify(round(40));
    RoundFeatures round = round(10);
    round.small = true;
    assertThat(classify(round)).isEqualTo(APPLICATION);
  }

  @Test
  void aConstantFlightWithoutLossIsTheSendersBuffer() {
    for (int i = 0; i < 6; i++) {
      classify(round(45));
    }
    assertThat(classify(round(44))).isEqualTo(SENDER_WINDOW);
  }

  @Test
  void aConstantFlightAfterARestIsComparedAnew() {
    for (int i = 0; i < 6; i++) {
      classify(round(45));
    }
    classifier.restart();
    for (int i = 0; i < 4; i++) {
      assertThat(classify(round(45))).isNotEqualTo(SENDER_WINDOW);
    }
    assertThat(classify(round(45))).isEqualTo(SENDER_WINDOW);
  }

  /** Two round trips' time for so many segments. */
  private void queue(long segments) {
    RoundFeatures round = round(segments);
    round.minRoundTrip = 2 * ROUND_TRIP;
    classifier.classify(round, 2 * ROUND_TRIP, ROUND_TRIP);
  }

  @Test
  void aConstantFlightIsBandwidthWhereMoreHadOnlyQueued() {
    classify(round(40));
    queue(90);
    for (int i = 0; i < 6; i++) {
      classify(round(45));
    }
    assertThat(classify(round(44))).isEqualTo(BANDWIDTH);
  }

  @Test
  void aConstantFlightIsTheSendersBufferWhereMoreHadBeenFaster() {
    classify(round(40));
    queue(180);
    for (int i = 0; i < 6; i++) {
      classify(round(45));
    }
    assertThat(classify(round(44))).isEqualTo(SENDER_WINDOW);
  }

  @Test
  void aConstantFlightThatAnotherQueueSlowedDownIsTheSendersBuffer() {
    classify(round(40));
    queue(45);
    for (int i = 0; i < 6; i++) {
      classify(round(45));
    }
    assertThat(classify(round(44))).isEqualTo(SENDER_WINDOW);
  }

  @Test
  void aFullRateWithAQueueIsBandwidth() {
    classify(round(40));
    classify(round(40));
    RoundFeatures round = round(42);
    round.minRoundTrip = 2 * ROUND_TRIP;
    assertThat(classify(round)).isEqualTo(BANDWIDTH);
  }

  @Test
  void lossWithoutQueueIsCongestion() {
    classify(round(40));
    RoundFeatures round = round(40);
    round.loss = true;
    assertThat(classify(round)).isEqualTo(CONGESTION);
  }
}
