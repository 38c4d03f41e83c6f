package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketFitTest {
  private static Optional<TokenBucket> fit(WirePackets packets) {
    return TokenBucketFit.fit(packets, 0, packets.size());
  }

  @ParameterizedTest
  @CsvSource({"1500000, 100000", "500000, 100000", "1000000, 300000"})
  void aTokenBucketIsFoundWithItsRate(double bitsPerSecond, double bucketBytes) {
    Optional<TokenBucket> found =
        fit(SimulatedPath.transfer(3000, SimulatedPath.policer(bitsPerSecond, bucketBytes)));
    assertThat(found).isPresent();
    assertThat((double) found.get().rateBitsPerSecond())
        .isBetween(0.85 * bitsPerSecond, 1.1 * bitsPerSecond);
    assertThat(found.get().isRateReliable()).isTrue();
    assertThat((double) found.get().burstBytes()).isBetween(0.8 * bucketBytes, 2 * bucketBytes);
    assertThat(found.get().lastLostPacket()).isGreaterThan(found.get().firstLostPacket());
  }

  @Test
  void theRateOfATinyBucketIsNotReliable() {
    fit(SimulatedPath.transfer(3000, SimulatedPath.policer(1_500_000, 8_000)))
        .ifPresent(found -> assertThat(found.isRateReliable()).isFalse());
  }

  @Test
  void aQueueThatOverflowsIsNoPolicer() {
    assertThat(
            fit(SimulatedPath.transfer(6000, SimulatedPath.queue(1_500_000, Nanos.ofMillis(100)))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void randomLossIsNoPolicer(long seed) {
    Random random = new Random(seed);
    assertThat(
            fit(
                SimulatedPath.transfer(
                    5000, (sent, bytes) -> random.nextInt(50) == 0 ? -1 : Nanos.ofMillis(40))))
        .isEmpty();
  }

  @Test
  void fewLossesProveNothing() {
    assertThat(fit(SimulatedPath.transfer(90, SimulatedPath.policer(1_500_000, 100_000))))
        .isEmpty();
  }

  @Test
  void lossAfterTwoMegabytesIsTooLateForABurst() {
    assertThat(fit(SimulatedPath.transfer(6000, SimulatedPath.policer(1_500_000, 3_000_000))))
        .isEmpty();
  }
}
