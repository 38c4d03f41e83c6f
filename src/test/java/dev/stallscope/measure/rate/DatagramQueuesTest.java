package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.PathSample;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Round trips over a path of 40 ms, in milliseconds, and what was under way in each. */
class DatagramQueuesTest {
  private static final Endpoint ANY = new Endpoint(IpAddress.parse("192.0.2.1"), 443);

  private final List<PathSample> samples = new ArrayList<>();
  private long nowMillis;

  private DatagramQueuesTest sample(long millis, long toClientBytes) {
    samples.add(
        new PathSample(
            Nanos.ofMillis(nowMillis),
            Nanos.ofMillis(nowMillis + millis),
            Nanos.ofMillis(millis),
            20,
            toClientBytes,
            samples.size()));
    nowMillis += millis;
    return this;
  }

  private Optional<QueueDelay> queue(Direction direction) {
    return DatagramQueues.of(
        new DatagramConnection(
            AppProtocol.QUIC,
            "QUIC v1",
            ANY,
            ANY,
            0,
            Nanos.ofMillis(nowMillis),
            0,
            99,
            new DatagramConnection.Traffic(50, 2_000),
            new DatagramConnection.Traffic(900, 900_000),
            new DatagramConnection.RoundTrip(Nanos.ofMillis(40), 0, Nanos.ofMillis(40), -1, 9),
            List.of(),
            List.of(),
            samples),
        direction);
  }

  private void growing() {
    sample(41, 15_000).sample(42, 30_000).sample(80, 60_000).sample(160, 120_000);
    sample(300, 240_000).sample(310, 250_000).sample(320, 255_000);
  }

  @Test
  void aQueueGrowsWithWhatIsUnderWay() {
    growing();

    assertThat(queue(Direction.SERVER_TO_CLIENT))
        .hasValueSatisfying(
            queue -> {
              assertThat(queue.minNanos()).isEqualTo(Nanos.ofMillis(40));
              assertThat(queue.loadedNanos()).isEqualTo(Nanos.ofMillis(320));
              assertThat(queue.loadBytes()).isEqualTo(255_000);
              assertThat(queue.worstPacket()).isEqualTo(6);
              assertThat(queue.endNanos()).isEqualTo(Nanos.ofMillis(nowMillis));
            });
  }

  @Test
  void theOtherDirectionFillsNoQueue() {
    growing();

    assertThat(queue(Direction.CLIENT_TO_SERVER)).isEmpty();
  }

  @Test
  void aLongPathHasNoQueue() {
    for (int i = 0; i < 10; i++) {
      sample(320, 250_000);
    }
    sample(40, 250_000);

    assertThat(queue(Direction.SERVER_TO_CLIENT)).isEmpty();
  }

  @Test
  void whatStandsStillForAMomentIsNoQueue() {
    for (int i = 0; i < 10; i++) {
      sample(41, 25_000);
    }
    sample(300, 180_000).sample(120, 70_000).sample(41, 25_000);

    assertThat(queue(Direction.SERVER_TO_CLIENT)).isEmpty();
  }

  @Test
  void fewRoundTripsTellNothing() {
    sample(41, 15_000).sample(300, 240_000).sample(310, 250_000).sample(320, 255_000);

    assertThat(queue(Direction.SERVER_TO_CLIENT)).isEmpty();
  }
}
