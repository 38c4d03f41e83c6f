package dev.stallscope.probe.compare;

import java.util.Arrays;

/**
 * The test of Mann and Whitney ("On a test of whether one of two random variables is stochastically
 * larger than the other", Annals of Mathematical Statistics 18, 1947): whether one sample tends to
 * be longer than another, whatever their distributions look like. Exact for samples of which the
 * product of sizes is at most {@link #EXACT_PAIRS}, else by the normal approximation with
 * continuity correction.
 */
final class RankSum {
  /** Of 50 against 50 the approximation is good to the fourth decimal. */
  private static final int EXACT_PAIRS = 2500;

  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959964;

  private final int first;
  private final int second;
  private final double[] cumulative;

  /** The distribution of the statistic for samples of these sizes, where nothing differs. */
  RankSum(int first, int second) {
    this.first = first;
    this.second = second;
    cumulative = first * second <= EXACT_PAIRS ? exact(first, second) : new double[0];
  }

  /**
   * How probable a statistic at least as far from its mean is, where nothing differs.
   *
   * @param pairs how many of all pairs have the first sample's value below the second's, ties half
   */
  double probability(double pairs) {
    double mean = first * second / 2.0;
    double nearer = Math.min(pairs, 2 * mean - pairs);
    if (cumulative.length > 0) {
      // a half is rounded to the mean, which claims less
      return Math.min(1, 2 * cumulative[(int) Math.min(Math.ceil(nearer), Math.floor(mean))]);
    }
    return Math.min(1, 2 * normal(Math.min(0, (nearer + 0.5 - mean) / deviation())));
  }

  /** The least probability that any outcome could have: with few runs nothing can be shown. */
  double leastProbability() {
    return probability(0);
  }

  /** How many differences are left out at each end of a confidence interval of 95 %. */
  int leftOut() {
    if (cumulative.length == 0) {
      return (int) Math.max(0, Math.floor(first * second / 2.0 - Z * deviation()));
    }
    int left = 0;
    while (left < cumulative.length && cumulative[left] <= 0.025) {
      left++;
    }
    return left;
  }

  private double deviation() {
    return Math.sqrt(first * (double) second * (first + second + 1) / 12);
  }

  /** The coefficients of the Gaussian binomial, as shares of their sum, added up. */
  private static double[] exact(int first, int second) {
    double[] ways = new double[first * second + 1];
    ways[0] = 1;
    for (int i = 1; i <= first; i++) {
      for (int u = ways.length - 1; u >= second + i; u--) {
        ways[u] -= ways[u - second - i];
      }
      for (int u = i; u < ways.length; u++) {
        ways[u] += ways[u - i];
      }
    }
    double all = Arrays.stream(ways).sum();
    double sum = 0;
    for (int u = 0; u < ways.length; u++) {
      sum += ways[u];
      ways[u] = sum / all;
    }
    return ways;
  }

  /** The normal distribution below {@code z} <= 0 (Abramowitz and Stegun 26.2.17, error 7.5e-8). */
  private static double normal(double z) {
    double t = 1 / (1 - 0.2316419 * z);
    double tail =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * tail;
  }
}
