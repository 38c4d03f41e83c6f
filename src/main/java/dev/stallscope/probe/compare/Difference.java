package dev.stallscope.probe.compare;

import java.util.Arrays;

/**
 * How much longer one thing takes than another: the median of all pairs' differences (Hodges and
 * Lehmann 1963), with its confidence interval of 95 %, and how probable so much is by chance.
 *
 * @param nanos negative where the second takes less
 * @param probability of a difference at least as clear where there is none
 * @param leastProbability the least that so few runs could give
 */
public record Difference(
    long nanos, long lowNanos, long highNanos, double probability, double leastProbability) {
  /** From the first to the second. */
  public static Difference between(Spread first, Spread second) {
    long[] ones = first.sortedNanos();
    long[] others = second.sortedNanos();
    long[] differences = new long[ones.length * others.length];
    double below = 0;
    int at = 0;
    for (long one : ones) {
      for (long other : others) {
        differences[at++] = other - one;
        below += one < other ? 1 : one == other ? 0.5 : 0;
      }
    }
    Arrays.sort(differences);
    RankSum rank = new RankSum(ones.length, others.length);
    int left = Math.max(0, rank.leftOut() - 1);
    int middle = differences.length / 2;
    long median =
        differences.length % 2 == 1
            ? differences[middle]
            : (differences[middle - 1] + differences[middle]) / 2;
    return new Difference(
        median,
        differences[left],
        differences[differences.length - 1 - left],
        rank.probability(below),
        rank.leastProbability());
  }
}
