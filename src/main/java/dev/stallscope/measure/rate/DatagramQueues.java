package dev.stallscope.measure.rate;

import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.PathSample;
import java.util.List;
import java.util.Optional;

/** Queues on the path that one side of a connection over datagrams filled (STALLS 4.4). */
public final class DatagramQueues {
  private DatagramQueues() {}

  /** The queue that the data of a direction filled; it is the direction that carried more. */
  public static Optional<QueueDelay> of(DatagramConnection connection, Direction direction) {
    List<PathSample> samples = connection.samples();
    long[] loads = loads(samples, direction);
    if (sum(loads) <= sum(loads(samples, direction.reverse()))) {
      return Optional.empty();
    }
    long[] times = samples.stream().mapToLong(PathSample::nanos).toArray();
    long least = connection.roundTrip().minNanos();
    return QueueGrowth.of(times, loads, least)
        .map(
            growth ->
                new QueueDelay(
                    least,
                    growth.loadedNanos(),
                    growth.correlation(),
                    loads[growth.longest()],
                    samples.getFirst().startNanos(),
                    samples.getLast().endNanos(),
                    samples.get(growth.longest()).packet()));
  }

  private static long[] loads(List<PathSample> samples, Direction direction) {
    return samples.stream().mapToLong(sample -> sample.loadBytes(direction)).toArray();
  }

  private static long sum(long[] bytes) {
    long sum = 0;
    for (long one : bytes) {
      sum += one;
    }
    return sum;
  }
}
