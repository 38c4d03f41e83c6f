package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.time.Nanos;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateShiftTest {
  /** A sender with a fixed window that a path queues. */
  private static WirePackets windowed(int segments, int window, SimulatedPath.Fate fate) {
    WirePackets packets = new WirePackets();
    long[] acked = new long[segments];
    for (int i = 0; i < segments; i++) {
      long sent = i < window ? 0 : acked[i - window];
      long delay = fate.delayNanos(sent, SimulatedPath.MSS);
      packets.add(sent, SimulatedPath.MSS, 1L + i * 1460L, i, delay, false, false);
      acked[i] = sent + delay;
    }
    return packets;
  }

  /** With the packets' own delays as round trips. */
  private static Optional<RateLimit> find(WirePackets packets) {
    return RateShift.find(
        packets, IntStream.range(0, packets.size()).mapToLong(packets::ackDelay).toArray());
  }

  @Test
  void aRateThatFallsWhileAQueueGrowsIsFound() {
    Optional<RateLimit> found =
        find(windowed(5000, 200, SimulatedPath.shaper(10_000_000, 1_500_000, 2_000_000)));
    assertThat(found).isPresent();
    assertThat(found.get().steadyRateBitsPerSecond()).isBetween(1_900_000L, 2_100_000L);
    assertThat(found.get().firstRateBitsPerSecond()).isGreaterThan(8_000_000L);
    assertThat(found.get().burstBytes()).isBetween(700_000L, 1_600_000L);
  }

  private static Optional<RateLimit> deepQueue(long... roundTripMillis) {
    return RateShift.find(
        windowed(690, 690, SimulatedPath.shaper(20_000_000, 250_000, 1_000_000)),
        Arrays.stream(roundTripMillis).map(Nanos::ofMillis).toArray());
  }

  @Test
  void aDeepQueueMakesFewButLongRoundTrips() {
    Optional<RateLimit> found = deepQueue(30, 31, 40, 900, 1000, 1100);
    assertThat(found).isPresent();
    assertThat(found.get().steadyRateBitsPerSecond()).isBetween(900_000L, 1_050_000L);
  }

  /** Long ones rise from 900 to 1400 ms. */
  private static long[] fewShort(int count) {
    return IntStream.range(0, 40).mapToLong(i -> i < count ? 30 + i : 900 + 14 * (i - 4)).toArray();
  }

  @Test
  void aQueueThatIsSoonFullLeavesFewShortRoundTrips() {
    assertThat(deepQueue(fewShort(4))).isPresent();
  }

  @Test
  void twoShortRoundTripsDoNotShowTheEmptyPath() {
    assertThat(deepQueue(fewShort(2))).isEmpty();
  }

  @Test
  void aFewWordsASecondAreNoRate() {
    WirePackets packets = new WirePackets();
    long[] roundTrips = new long[100];
    for (int i = 0; i < 100; i++) {
      long now = i < 40 ? Nanos.ofMillis(i) : Nanos.ofMillis(100L * i);
      roundTrips[i] = Nanos.ofMillis(i < 40 ? 20 : 60);
      packets.add(now, i < 40 ? 1460 : 50, 1L + i * 1460L, i, roundTrips[i], false, false);
    }
    assertThat(RateShift.find(packets, roundTrips)).isEmpty();
  }

  @Test
  void twoLongRoundTripsAreNoQueue() {
    assertThat(deepQueue(30, 31, 40, 41, 1000, 1100)).isEmpty();
  }

  @Test
  void aLinkOfOneRateHasNoShift() {
    assertThat(find(windowed(5000, 200, SimulatedPath.queue(4_000_000, Long.MAX_VALUE)))).isEmpty();
  }

  /** What arrives in the last part of each second is told at its end. */
  private static SimulatedPath.Fate heldUp(long millis, SimulatedPath.Fate fate) {
    return (sent, bytes) -> {
      long arrived = sent + fate.delayNanos(sent, bytes);
      long inSecond = arrived % Nanos.PER_SECOND;
      boolean isHeld = inSecond >= Nanos.PER_SECOND - Nanos.ofMillis(millis);
      return (isHeld ? arrived + Nanos.PER_SECOND - inSecond : arrived) - sent;
    };
  }

  @Test
  void aShaperIsFoundThoughItsRateCannotBeSeenAtEveryTime() {
    Optional<RateLimit> found =
        find(
            windowed(
                5000, 300, heldUp(300, SimulatedPath.shaper(10_000_000, 1_500_000, 2_000_000))));
    assertThat(found).isPresent();
    assertThat(found.get().steadyRateBitsPerSecond()).isBetween(1_900_000L, 2_100_000L);
  }

  /** A tenth of a second then brings much more than the mean, and no burst came before. */
  @Test
  void aLinkOfOneRateThatIsHeldUpHasNoShift() {
    assertThat(
            find(windowed(5000, 300, heldUp(300, SimulatedPath.queue(4_000_000, Long.MAX_VALUE)))))
        .isEmpty();
  }

  @Test
  void aRateThatGoesUpAndDownForSecondsIsNotShaped() {
    assertThat(
            find(
                windowed(
                    5000,
                    1200,
                    heldUp(980, SimulatedPath.shaper(10_000_000, 1_500_000, 2_000_000)))))
        .isEmpty();
  }

  @Test
  void aSenderThatSlowsDownWithoutQueueIsNotShaped() {
    WirePackets packets = new WirePackets();
    long now = 0;
    for (int i = 0; i < 5000; i++) {
      packets.add(now, 1460, 1L + i * 1460L, i, Nanos.ofMillis(40), false, false);
      now += i < 1000 ? Nanos.ofMillis(1) : Nanos.ofMillis(6);
    }
    assertThat(find(packets)).isEmpty();
  }
}
