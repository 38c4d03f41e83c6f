package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.http.HttpVersion;

/**
 * What can be said of two versions that began equally cold.
 *
 * @param slowerNanos how much longer {@code slower} takes than {@code faster}; never negative
 * @param share of the slower one's median, 0 to 1
 * @param dominant the phase whose medians differ most in that direction
 * @param dominantNanos by how much
 */
public record Verdict(
    RunKind kind,
    HttpVersion faster,
    HttpVersion slower,
    long slowerNanos,
    long lowNanos,
    long highNanos,
    double share,
    Phase dominant,
    long dominantNanos,
    Outcome outcome) {
  /** Whether the difference is larger than the noise. */
  public enum Outcome {
    DIFFERENT,
    WITHIN_NOISE,
    /** No outcome of so few runs would show anything. */
    TOO_FEW_RUNS
  }
}
