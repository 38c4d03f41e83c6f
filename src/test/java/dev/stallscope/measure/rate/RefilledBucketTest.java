package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefilledBucketTest {
  private static final double RATE = 1_500_000;
  private static final long REST_NANOS = Nanos.ofSeconds(2);

  private static Optional<TokenBucket> find(WirePackets packets) {
    return RefilledBucket.find(packets, 0, packets.size(), TokenBucketFit::fit);
  }

  /** A sender that writes a megabyte and then rests, several times. */
  private static WirePackets inBursts(SimulatedPath.Fate fate) {
    return SimulatedPath.transfer(2800, 700, REST_NANOS, fate);
  }

  @Test
  void aBucketThatFilledInRestsIsFoundInTheParts() {
    WirePackets packets = inBursts(SimulatedPath.policer(RATE, 300_000));

    assertThat(TokenBucketFit.fit(packets, 0, packets.size())).isEmpty();
    TokenBucket found = find(packets).orElseThrow();
    assertThat((double) found.rateBitsPerSecond()).isBetween(0.85 * RATE, 1.1 * RATE);
    assertThat(found.isRateReliable()).isTrue();
    assertThat(found.endNanos() - found.startNanos()).isGreaterThan(3 * REST_NANOS);
  }

  @Test
  void oneBurstWithoutARestIsNoRefill() {
    assertThat(find(SimulatedPath.transfer(3000, SimulatedPath.policer(RATE, 100_000)))).isEmpty();
  }

  @Test
  void ratesThatDifferAreNotOnePolicers() {
    SimulatedPath.Fate slow = SimulatedPath.policer(RATE, 300_000);
    SimulatedPath.Fate fast = SimulatedPath.policer(3 * RATE, 300_000);
    WirePackets packets =
        SimulatedPath.transfer(
            1400,
            700,
            REST_NANOS,
            (sent, bytes) -> (sent < Nanos.ofSeconds(6) ? slow : fast).delayNanos(sent, bytes));

    assertThat(find(packets)).isEmpty();
  }

  @Test
  void aQueueThatOverflowsInEachBurstIsNoPolicer() {
    assertThat(find(inBursts(SimulatedPath.queue(RATE, Nanos.ofMillis(100))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomLossInEachBurstIsNoPolicer(long seed) {
    Random random = new Random(seed);
    assertThat(find(inBursts((sent, bytes) -> random.nextInt(30) == 0 ? -1 : Nanos.ofMillis(40))))
        .isEmpty();
  }
}
