package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Queueing under the connection's own load (STALLS 4.4): round trips that are long when much is
 * under way, and short when little is.
 *
 * @param loadedNanos 95th percentile of the round trips under load
 * @param correlation of round trip with what was under way
 * @param longest index of the longest round trip
 */
record QueueGrowth(long loadedNanos, double correlation, int longest) {
  private static final long LEAST_NANOS = Nanos.ofMillis(60);
  private static final double LEAST_FACTOR = 2;
  private static final double LEAST_CORRELATION = 0.5;

  /** A correlation of fewer points says nothing. */
  private static final int LEAST_ROUNDS = 5;

  /** Fewer round trips of at least half the growth are late packets, no queue. */
  private static final int LEAST_LONG_ROUNDS = 3;

  /** A queue grows with the window, which slow start doubles. */
  private static final double LARGEST_STEP = 2.5;

  private static final double LEAST_STEP = 1.2;
  private static final int LEAST_STEPS = 4;

  /** The queue that one direction of a TCP connection filled. */
  static Optional<QueueDelay> find(
      TcpTrace trace, Direction direction, List<Round> rounds, long minNanos) {
    List<Round> sampled = rounds.stream().filter(round -> round.roundTripNanos() >= 0).toList();
    long[] times = sampled.stream().mapToLong(Round::roundTripNanos).toArray();
    long[] loads = sampled.stream().mapToLong(Round::loadBytes).toArray();
    return of(times, loads, minNanos)
        .map(growth -> delay(trace, direction, sampled, minNanos, growth));
  }

  /**
   * Judges round trips.
   *
   * @param nanos how long each took
   * @param loadBytes what was under way in each
   * @param minNanos round trip of the empty path
   */
  static Optional<QueueGrowth> of(long[] nanos, long[] loadBytes, long minNanos) {
    if (minNanos <= 0 || nanos.length < LEAST_ROUNDS) {
      return Optional.empty();
    }
    long most = Arrays.stream(loadBytes).max().orElse(0);
    long[] loaded =
        IntStream.range(0, nanos.length)
            .filter(i -> loadBytes[i] * 2 >= most)
            .mapToLong(i -> nanos[i])
            .sorted()
            .toArray();
    long high = loaded[(int) Math.min(loaded.length - 1, loaded.length * 95L / 100)];
    long longRounds = Arrays.stream(loaded).filter(t -> t >= (minNanos + high) / 2).count();
    double correlation = correlation(loadBytes, nanos);
    return high - minNanos >= LEAST_NANOS
            && high >= LEAST_FACTOR * minNanos
            && (longRounds >= LEAST_LONG_ROUNDS || growsInSteps(nanos, loadBytes, minNanos))
            && correlation > LEAST_CORRELATION
        ? Optional.of(new QueueGrowth(high, correlation, longest(nanos)))
        : Optional.empty();
  }

  /**
   * Whether round trips grew with what was under way, one after the other: a queue so deep that few
   * round trips fit into the transfer. What held packets back makes them long at once.
   */
  private static boolean growsInSteps(long[] nanos, long[] loadBytes, long minNanos) {
    int steps = 0;
    for (int i = 1; i < nanos.length; i++) {
      long before = Math.max(minNanos, nanos[i - 1]);
      boolean isStep =
          nanos[i] >= LEAST_STEP * before
              && nanos[i] <= LARGEST_STEP * before
              && loadBytes[i] > loadBytes[i - 1];
      steps = isStep ? steps + 1 : 0;
      if (steps >= LEAST_STEPS && nanos[i] - minNanos >= LEAST_NANOS) {
        return true;
      }
    }
    return false;
  }

  private static int longest(long[] nanos) {
    int longest = 0;
    for (int i = 1; i < nanos.length; i++) {
      longest = nanos[i] > nanos[longest] ? i : longest;
    }
    return longest;
  }

  private static QueueDelay delay(
      TcpTrace trace, Direction direction, List<Round> rounds, long minNanos, QueueGrowth growth) {
    Round worst = rounds.get(growth.longest);
    int row = worst.firstRow();
    for (int i = worst.firstRow(); i <= worst.lastRow() && i < trace.size(); i++) {
      if (trace.direction(i) != direction && trace.roundTripNanos(i) > trace.roundTripNanos(row)) {
        row = i;
      }
    }
    return new QueueDelay(
        minNanos,
        growth.loadedNanos,
        growth.correlation,
        worst.loadBytes(),
        rounds.getFirst().startNanos(),
        rounds.getLast().endNanos(),
        trace.packet(row));
  }

  /** Pearson's, of round trip and flight. */
  private static double correlation(long[] flights, long[] times) {
    double flightMean = Arrays.stream(flights).average().orElse(0);
    double timeMean = Arrays.stream(times).average().orElse(0);
    double product = 0;
    double flightSquares = 0;
    double timeSquares = 0;
    for (int i = 0; i < flights.length; i++) {
      product += (flights[i] - flightMean) * (times[i] - timeMean);
      flightSquares += (flights[i] - flightMean) * (flights[i] - flightMean);
      timeSquares += (times[i] - timeMean) * (times[i] - timeMean);
    }
    double scale = Math.sqrt(flightSquares * timeSquares);
    return scale == 0 ? 0 : product / scale;
  }
}
