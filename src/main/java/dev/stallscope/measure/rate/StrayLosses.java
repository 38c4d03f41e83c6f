package dev.stallscope.measure.rate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Sets the losses of a path apart from those of a policer on it. A policer drops at an empty bucket
 * only, and there nearly all that exceeds its rate; what a path loses by chance it loses at any
 * time. Most losses are the policer's, so that the median of what passed between early and late
 * ones gives its rate.
 */
final class StrayLosses {
  /** Losses of either end that are paired to find the rate. */
  private static final int PAIRED = 24;

  /** More strays than this share of the losses, and nothing tells which are which. */
  private static final double MOST_STRAYS = 0.4;

  /** At an empty bucket a packet is lost so many times as often as at any other. */
  private static final double CONTRAST = 6;

  /** A sender that never leaves the bucket's rate shows no contrast: so many packets must. */
  private static final double LEAST_ELSEWHERE = 0.15;

  private final WirePackets packets;
  private final int from;
  private final int to;
  private final int[] losses;

  /** Bytes that passed before each packet, lost ones left out. */
  private final long[] passed;

  private StrayLosses(WirePackets packets, int from, int to, int[] losses) {
    this.packets = packets;
    this.from = from;
    this.to = to;
    this.losses = losses;
    passed = new long[to - from + 1];
    for (int i = from; i < to; i++) {
      passed[i - from + 1] = passed[i - from] + (packets.isLost(i) ? 0 : packets.bytes(i));
    }
  }

  /**
   * The losses that may be a policer's, ascending; empty where all may be, or none.
   *
   * @param losses all losses of the packets {@code [from, to)}, ascending
   * @param toleranceNanos how far the bucket may be from empty, as time at its rate
   */
  static Optional<int[]> without(
      WirePackets packets, int from, int to, int[] losses, double toleranceNanos) {
    return new StrayLosses(packets, from, to, losses).own(toleranceNanos);
  }

  private Optional<int[]> own(double toleranceNanos) {
    double rate = rate();
    if (rate <= 0) {
      return Optional.empty();
    }
    double[] atLoss = Arrays.stream(losses).mapToDouble(i -> available(i, rate)).sorted().toArray();
    double empty = atLoss[atLoss.length / 2];
    double tolerance = toleranceNanos * rate;
    int[] own =
        Arrays.stream(losses)
            .filter(i -> Math.abs(available(i, rate) - empty) <= tolerance)
            .toArray();
    boolean isMost = losses.length - own.length <= MOST_STRAYS * losses.length;
    return own.length < losses.length && isMost && isContrast(rate, empty + tolerance, own.length)
        ? Optional.of(own)
        : Optional.empty();
  }

  /** Whether little is lost while the bucket is not empty, and much is sent then. */
  private boolean isContrast(double rate, double limit, int ownLosses) {
    int elsewhere = 0;
    int lostElsewhere = 0;
    for (int i = from; i < to; i++) {
      if (available(i, rate) > limit) {
        elsewhere++;
        lostElsewhere += packets.isLost(i) ? 1 : 0;
      }
    }
    int near = to - from - elsewhere;
    return elsewhere >= LEAST_ELSEWHERE * (to - from)
        && (double) ownLosses * elsewhere >= CONTRAST * lostElsewhere * near;
  }

  /** The median over pairs of an early and a late loss, bytes per nanosecond; 0 without any. */
  private double rate() {
    int paired = Math.min(PAIRED, losses.length / 3);
    double[] rates = new double[paired * paired];
    int count = 0;
    for (int i = 0; i < paired; i++) {
      for (int k = losses.length - paired; k < losses.length; k++) {
        long nanos = packets.nanos(losses[k]) - packets.nanos(losses[i]);
        if (nanos > 0) {
          rates[count++] = (passed[losses[k] - from] - passed[losses[i] - from]) / (double) nanos;
        }
      }
    }
    Arrays.sort(rates, 0, count);
    return count == 0 ? 0 : rates[count / 2];
  }

  /** What the bucket holds before a packet, from any level, bytes. */
  private double available(int i, double rate) {
    return rate * (packets.nanos(i) - packets.nanos(from)) - passed[i - from];
  }
}
