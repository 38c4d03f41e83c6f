package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Queueing under the connection's own load (STALLS 4.4). */
final class QueueGrowth {
  private static final long LEAST_NANOS = Nanos.ofMillis(60);
  private static final double LEAST_FACTOR = 2;
  private static final double LEAST_CORRELATION = 0.5;

  /** A correlation of fewer points says nothing. */
  private static final int LEAST_ROUNDS = 5;

  /** Fewer round trips of at least half the growth are late packets, no queue. */
  private static final int LEAST_LONG_ROUNDS = 3;

  private QueueGrowth() {}

  static Optional<QueueDelay> find(
      TcpTrace trace, Direction direction, List<Round> rounds, long minNanos) {
    List<Round> sampled = rounds.stream().filter(round -> round.roundTripNanos() >= 0).toList();
    if (minNanos <= 0 || sampled.size() < LEAST_ROUNDS) {
      return Optional.empty();
    }
    long most = sampled.stream().mapToLong(Round::loadBytes).max().orElse(0);
    long[] loaded =
        sampled.stream()
            .filter(round -> round.loadBytes() * 2 >= most)
            .mapToLong(Round::roundTripNanos)
            .sorted()
            .toArray();
    if (loaded.length == 0) {
      return Optional.empty();
    }
    long high = loaded[(int) Math.min(loaded.length - 1, loaded.length * 95L / 100)];
    long longRounds = Arrays.stream(loaded).filter(t -> t >= (minNanos + high) / 2).count();
    double correlation = correlation(sampled);
    return high - minNanos >= LEAST_NANOS
            && high >= LEAST_FACTOR * minNanos
            && longRounds >= LEAST_LONG_ROUNDS
            && correlation > LEAST_CORRELATION
        ? Optional.of(delay(trace, direction, sampled, minNanos, high, correlation))
        : Optional.empty();
  }

  private static QueueDelay delay(
      TcpTrace trace,
      Direction direction,
      List<Round> rounds,
      long minNanos,
      long high,
      double correlation) {
    Round worst = rounds.getFirst();
    for (Round round : rounds) {
      if (round.roundTripNanos() > worst.roundTripNanos()) {
        worst = round;
      }
    }
    int row = worst.firstRow();
    for (int i = worst.firstRow(); i <= worst.lastRow() && i < trace.size(); i++) {
      if (trace.direction(i) != direction && trace.roundTripNanos(i) > trace.roundTripNanos(row)) {
        row = i;
      }
    }
    return new QueueDelay(
        minNanos,
        high,
        correlation,
        worst.loadBytes(),
        rounds.getFirst().startNanos(),
        rounds.getLast().endNanos(),
        trace.packet(row));
  }

  /** Pearson's, of round trip and flight. */
  private static double correlation(List<Round> rounds) {
    double[] flights = rounds.stream().mapToDouble(Round::loadBytes).toArray();
    double[] times = rounds.stream().mapToDouble(Round::roundTripNanos).toArray();
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
