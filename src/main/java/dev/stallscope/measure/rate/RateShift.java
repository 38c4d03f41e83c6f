package dev.stallscope.measure.rate;

import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.time.Nanos;
import java.util.Arrays;
import java.util.Optional;

/**
 * A shaper that lets a burst through: goodput falls to a steady rate while round trips grow and
 * nothing is lost (STALLS 4.2).
 */
final class RateShift {
  private static final long BIN_NANOS = Nanos.ofMillis(100);
  private static final double FALL = 1.5;
  private static final double STEADY = 0.1;
  private static final int STEADY_BINS = 30;
  private static final int FIRST_BINS = 50;
  private static final long FIRST_BYTES = 20_000_000;
  private static final double DELAY_GROWTH = 2;
  private static final double MOST_LOSS = 0.01;

  /** An unsteady rate is one where what came ahead of it or behind is a small part of the burst. */
  private static final double LEAST_BURSTS = 5;

  /** Hosts that stand still, and acknowledgments that wait for a repair, make as much. */
  private static final double MOST_DEVIATION_BINS = 5;

  /** Fewer round trips tell of no growth; a deep queue makes them long and therefore few. */
  private static final int LEAST_ROUNDS = 5;

  /** Fewer of them that have grown are late packets, no queue. */
  private static final int LEAST_LONG_ROUNDS = 3;

  /** More seconds than this are looked at in the beginning only. */
  private static final int MOST_BINS = 36_000;

  private RateShift() {}

  /**
   * The shaper that the packets of one direction went through.
   *
   * @param roundTrips of the same direction, nanoseconds: they show the queue
   */
  static Optional<RateLimit> find(WirePackets packets, long[] roundTrips) {
    int size = packets.size();
    if (size < STEADY_BINS) {
      return Optional.empty();
    }
    long start = packets.nanos(0);
    long end = start;
    for (int i = 0; i < size; i++) {
      end = Math.max(end, arrived(packets, i));
    }
    long count = (end - start) / BIN_NANOS;
    if (count < STEADY_BINS + 1 || !isQueueing(packets, roundTrips)) {
      return Optional.empty();
    }
    double[] bins = new double[(int) Math.min(count, MOST_BINS)];
    for (int i = 0; i < size; i++) {
      long bin = (arrived(packets, i) - start) / BIN_NANOS;
      if (bin >= 0 && bin < bins.length && !packets.isLost(i)) {
        bins[(int) bin] += packets.bytes(i);
      }
    }
    return shift(packets, bins, start);
  }

  /** When the peer is known to have had it: behind a queue, sending says nothing of the rate. */
  private static long arrived(WirePackets packets, int i) {
    return packets.nanos(i) + Math.max(0, packets.ackDelay(i));
  }

  private static boolean isQueueing(WirePackets packets, long[] roundTrips) {
    int lost = 0;
    for (int i = 0; i < packets.size(); i++) {
      lost += packets.isLost(i) ? 1 : 0;
    }
    long[] delays = roundTrips.clone();
    Arrays.sort(delays);
    if (delays.length < LEAST_ROUNDS || lost >= MOST_LOSS * packets.size()) {
      return false;
    }
    // A queue that is soon full and stays so leaves hardly a tenth of the round trips as they were.
    long least = delays[LEAST_LONG_ROUNDS - 1];
    long tenth = delays[delays.length / 10];
    double grown = DELAY_GROWTH * (tenth >= DELAY_GROWTH * least ? least : tenth);
    return delays[delays.length * 9 / 10] >= grown
        && delays[delays.length - LEAST_LONG_ROUNDS] >= grown;
  }

  /** The first change behind which the rate is steady; else steady on the whole. */
  private static Optional<RateLimit> shift(WirePackets packets, double[] bins, long start) {
    double[] sums = new double[bins.length + 1];
    for (int i = 0; i < bins.length; i++) {
      sums[i + 1] = sums[i] + bins[i];
    }
    double grain = grain(packets);
    int change = change(bins, sums, (from, mean) -> isSteady(bins, from, mean, grain));
    if (change < 0) {
      change =
          change(bins, sums, (from, mean) -> mean >= grain && isSteadyOnTheWhole(sums, from, mean));
    }
    return change < 0 ? Optional.empty() : Optional.of(limit(packets, bins, sums, change, start));
  }

  /** Whether a rate is steady from a bin on, given its mean there. */
  @FunctionalInterface
  private interface Steadiness {
    boolean isGiven(int from, double mean);
  }

  private static int change(double[] bins, double[] sums, Steadiness steadiness) {
    for (int change = 2; change <= Math.min(FIRST_BINS, bins.length - STEADY_BINS); change++) {
      // The first round trips of slow start tell nothing of the path's rate.
      double before = Arrays.stream(bins, 0, change).max().orElse(0);
      double after = (sums[bins.length] - sums[change]) / (bins.length - change);
      if (sums[change] <= FIRST_BYTES
          && after > 0
          && before / after >= FALL
          && steadiness.isGiven(change, after)) {
        return change;
      }
    }
    return -1;
  }

  /** Data are known to have arrived two packets at a time (RFC 5681 section 4.2). */
  private static double grain(WirePackets packets) {
    int most = 0;
    for (int i = 0; i < packets.size(); i++) {
      most = Math.max(most, packets.bytes(i));
    }
    return 2.0 * most;
  }

  /** A bin begins and ends anywhere in a grain, which alone makes a variance of a sixth of it. */
  private static boolean isSteady(double[] bins, int from, double mean, double grain) {
    if (mean < grain) {
      return false; // too little in a bin to tell
    }
    double variance = 0;
    for (int i = from; i < bins.length; i++) {
      variance += (bins[i] - mean) * (bins[i] - mean);
    }
    double own = Math.max(0, variance / (bins.length - from) - grain * grain / 6);
    return Math.sqrt(own) / mean <= STEADY;
  }

  /**
   * Whether as much came as at a steady rate at every time, but for little beside the burst. The
   * sender may stand still or its peer's words be held up: a full queue hands on all the same, and
   * what was late comes at once.
   */
  private static boolean isSteadyOnTheWhole(double[] sums, int from, double mean) {
    double ahead = 0;
    double behind = 0;
    for (int i = from; i < sums.length; i++) {
      double deviation = sums[i] - sums[from] - mean * (i - from);
      ahead = Math.max(ahead, deviation);
      behind = Math.max(behind, -deviation);
    }
    double burst = sums[from] - mean * from;
    double most = Math.max(ahead, behind);
    return most <= MOST_DEVIATION_BINS * mean && burst >= LEAST_BURSTS * (ahead + behind);
  }

  private static RateLimit limit(
      WirePackets packets, double[] bins, double[] sums, int change, long start) {
    double after = (sums[bins.length] - sums[change]) / (bins.length - change);
    long changeNanos = start + change * BIN_NANOS;
    int packet = packets.packet(packets.size() - 1);
    for (int i = 0; i < packets.size(); i++) {
      if (arrived(packets, i) >= changeNanos) {
        packet = packets.packet(i);
        break;
      }
    }
    double perBin = 8.0 * Nanos.PER_SECOND / BIN_NANOS;
    return new RateLimit(
        Math.round(Arrays.stream(bins, 0, change).max().orElse(0) * perBin),
        Math.round(after * perBin),
        Math.round(Math.max(0, sums[change] - after * change)),
        changeNanos,
        packet,
        start + bins.length * BIN_NANOS);
  }
}
