package dev.stallscope.measure.rate;

import dev.stallscope.measure.DirectionFacts.TokenBucket;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Tells a policer from other loss: a token bucket is fitted to what passed, and losses must happen
 * exactly where it is empty (STALLS 4.1; Flach et al., An Internet-Wide Analysis of Traffic
 * Policing, SIGCOMM 2016, whose constants these are).
 */
final class TokenBucketFit {
  private static final long LATE_LOSS_BYTES = 2_000_000;
  private static final int MIN_SAMPLES = 15;
  private static final double PASS_TOLERANCE = 0.75;
  private static final double LOSS_OUTLIERS = 0.10;
  private static final double PASS_OUTLIERS = 0.03;

  /** Smaller bursts give rates far below the truth. */
  private static final long RELIABLE_BURST_BYTES = 30_000;

  private static final int[] CUTOFFS = {0, 2};

  /**
   * How exact a fit has to be.
   *
   * @param slices a round trip apart, in which at least something was lost
   * @param leastFillBytes what the bucket holds at the beginning at least
   * @param lossTolerance how far from their median losses may be, in round trips of the rate
   * @param leastToleranceBytes the same where that is less
   * @param isBurstSeen whether packets have to come faster than the rate at first
   */
  private record Demand(
      int slices,
      double leastFillBytes,
      double lossTolerance,
      double leastToleranceBytes,
      boolean isBurstSeen) {}

  private static final Demand OF_SENT = new Demand(3, Double.NEGATIVE_INFINITY, 2.00, 0, false);

  /** More than what every sender begins with: ten segments at once (RFC 6928). */
  private static final double SEEN_BURST_BYTES = 15_000;

  /**
   * Where packets arrive, no round trip tells of a queue: the bucket has to be seen full, and to
   * empty in fewer bytes. No loss by chance, alone or in bursts, and no queue of 10,000 simulated
   * transfers met this.
   */
  private static final Demand OF_ARRIVED = new Demand(5, SEEN_BURST_BYTES, 1.00, 9_000, true);

  private final WirePackets packets;
  private final int from;
  private final int to;
  private final Demand demand;

  /** What the policer would have dropped, ascending; other losses passed it. */
  private final int[] losses;

  private final BitSet dropped = new BitSet();

  private TokenBucketFit(WirePackets packets, int from, int to, Demand demand, int[] losses) {
    this.packets = packets;
    this.from = from;
    this.to = to;
    this.demand = demand;
    this.losses = losses;
    Arrays.stream(losses).forEach(i -> dropped.set(i));
  }

  private static TokenBucketFit of(WirePackets packets, int from, int to, Demand demand) {
    int[] lost = IntStream.range(from, to).filter(packets::isLost).toArray();
    return new TokenBucketFit(packets, from, to, demand, lost);
  }

  /** The policer that the packets {@code [from, to)}, one message seen when sent, went through. */
  static Optional<TokenBucket> fit(WirePackets packets, int from, int to) {
    TokenBucketFit fit = of(packets, from, to, OF_SENT);
    if (fit.losses.length < MIN_SAMPLES) {
      return Optional.empty();
    }
    long median = fit.medianAckDelay();
    return median <= 0
        ? Optional.empty()
        : fit.bucket(median, losses -> InflatedDelays.before(packets, from, to, losses));
  }

  /**
   * The policer that one message went through before its packets {@code [from, to)} were seen.
   *
   * @param packets with those that were missed, as {@link WirePackets#arrived} gives them
   * @param roundTripNanos the least of the path
   */
  static Optional<TokenBucket> fitArrived(
      WirePackets packets, int from, int to, long roundTripNanos) {
    TokenBucketFit fit = of(packets, from, to, OF_ARRIVED);
    return fit.losses.length < MIN_SAMPLES
        ? Optional.empty()
        : fit.bucket(
            roundTripNanos, losses -> ArrivalSigns.isQueued(packets, losses, roundTripNanos));
  }

  /**
   * The bucket that explains all losses, or else those that are no strays of the path behind it.
   *
   * @param isQueued whether a queue dropped such losses
   */
  private Optional<TokenBucket> bucket(long unitNanos, Predicate<int[]> isQueued) {
    if (isQueued.test(losses)) {
      return Optional.empty();
    }
    return bucket(unitNanos)
        .or(
            () ->
                StrayLosses.without(packets, from, to, losses, demand.lossTolerance() * unitNanos)
                    .filter(own -> own.length >= MIN_SAMPLES && !isQueued.test(own))
                    .map(own -> new TokenBucketFit(packets, from, to, demand, own))
                    .flatMap(fit -> fit.bucket(unitNanos)));
  }

  private Optional<TokenBucket> bucket(long unitNanos) {
    for (int cutoff : CUTOFFS) {
      double rate = policedRate(cutoff, unitNanos);
      if (rate > 0) {
        return Optional.of(tokenBucket(rate));
      }
    }
    return Optional.empty();
  }

  private long medianAckDelay() {
    long[] delays = new long[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!packets.isRepeat(i) && !packets.isLost(i) && packets.ackDelay(i) >= 0) {
        delays[count++] = packets.ackDelay(i);
      }
    }
    Arrays.sort(delays, 0, count);
    return count == 0 ? 0 : delays[count / 2];
  }

  /** The rate in bytes per nanosecond, or 0 where it is no policer. */
  private double policedRate(int cutoff, long unitNanos) {
    if (losses.length < 2 * cutoff + 2) {
      return 0;
    }
    int first = losses[cutoff];
    int last = losses[losses.length - 1 - cutoff];
    long start = packets.nanos(from);
    long offset = packets.offset(first) - packets.offset(from) + 1;
    long span = packets.nanos(last) - packets.nanos(first);
    if (offset > LATE_LOSS_BYTES || span <= 0) {
      return 0;
    }
    long passed = 0;
    for (int i = first; i < last; i++) {
      passed += dropped.get(i) ? 0 : packets.bytes(i);
    }
    double rate = passed / (double) span;
    double fill = offset - rate * (packets.nanos(first) - start);
    double leastFill = Math.max(demand.leastFillBytes(), -PASS_TOLERANCE * unitNanos * rate);
    boolean isBurst = !demand.isBurstSeen() || ArrivalSigns.isBurst(packets, from, losses[0], rate);
    return fill >= leastFill && isBurst && losesWhereEmpty(first, rate, unitNanos) ? rate : 0;
  }

  private boolean losesWhereEmpty(int first, double rate, long unitNanos) {
    double[] atLoss = new double[to - first];
    double[] atPass = new double[to - first];
    int lost = 0;
    int passed = 0;
    int slices = 1;
    long sliceStart = packets.nanos(first);
    double used = 0;
    for (int i = first; i < to; i++) {
      double available = rate * (packets.nanos(i) - packets.nanos(first)) - used;
      if (dropped.get(i)) {
        atLoss[lost++] = available;
        if (packets.nanos(i) - sliceStart > unitNanos) {
          slices++;
          sliceStart = packets.nanos(i);
        }
      } else {
        atPass[passed++] = available;
        used += packets.bytes(i);
      }
    }
    if (slices < demand.slices() || lost < MIN_SAMPLES || passed < MIN_SAMPLES) {
      return false;
    }
    return isSeparated(
        Arrays.copyOf(atLoss, lost), Arrays.copyOf(atPass, passed), rate * unitNanos);
  }

  private boolean isSeparated(double[] atLoss, double[] atPass, double unit) {
    double medianLoss = median(atLoss);
    if (mean(atLoss) >= mean(atPass) || medianLoss >= median(atPass)) {
      return false;
    }
    double tolerance = Math.max(demand.lossTolerance() * unit, demand.leastToleranceBytes());
    long strayLosses =
        Arrays.stream(atLoss).filter(a -> Math.abs(a - medianLoss) > tolerance).count();
    long strayPasses =
        Arrays.stream(atPass).filter(a -> a - medianLoss < -PASS_TOLERANCE * unit).count();
    return strayLosses <= LOSS_OUTLIERS * atLoss.length
        && strayPasses <= PASS_OUTLIERS * atPass.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private TokenBucket tokenBucket(double bytesPerNano) {
    int first = losses[0];
    int last = losses[losses.length - 1];
    long burst = 0;
    for (int i = from; i < first; i++) {
      burst += packets.bytes(i);
    }
    return new TokenBucket(
        Math.round(bytesPerNano * 8e9),
        burst,
        burst >= RELIABLE_BURST_BYTES,
        losses.length,
        losses.length / (double) (to - from),
        packets.packet(first),
        packets.packet(last),
        packets.nanos(first),
        packets.nanos(last));
  }
}
