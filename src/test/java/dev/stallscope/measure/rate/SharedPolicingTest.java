package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.DirectionFacts.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedPolicingTest {
  private static final double RATE = 1_500_000;

  /** The packets of a transfer as if so many connections had carried it together. */
  private static List<WirePackets> shared(WirePackets transfer, int connections) {
    Random random = new Random(7);
    List<WirePackets> flows = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      flows.add(new WirePackets());
    }
    for (int i = 0; i < transfer.size(); i++) {
      flows
          .get(random.nextInt(connections))
          .add(
              transfer.nanos(i),
              transfer.bytes(i),
              transfer.offset(i),
              transfer.packet(i),
              transfer.ackDelay(i),
              transfer.isLost(i),
              transfer.isRepeat(i));
    }
    return flows;
  }

  @Test
  void connectionsThatShareABucketAreFittedTogether() {
    List<WirePackets> flows =
        shared(SimulatedPath.transfer(3000, SimulatedPath.policer(RATE, 100_000)), 3);

    Optional<TokenBucket> found = SharedPolicing.fit(flows);

    assertThat(found).isPresent();
    assertThat((double) found.get().rateBitsPerSecond()).isBetween(0.85 * RATE, 1.1 * RATE);
    assertThat(found.get().isRateReliable()).isTrue();
  }

  @Test
  void randomLossOfSeveralConnectionsIsNoPolicer() {
    Random random = new Random(3);
    WirePackets transfer =
        SimulatedPath.transfer(3000, (sent, bytes) -> random.nextInt(50) == 0 ? -1 : 40_000_000L);

    assertThat(SharedPolicing.fit(shared(transfer, 3))).isEmpty();
  }

  @Test
  void nothingIsSharedWhereNothingWasSent() {
    assertThat(SharedPolicing.fit(List.of(new WirePackets()))).isEmpty();
  }
}
