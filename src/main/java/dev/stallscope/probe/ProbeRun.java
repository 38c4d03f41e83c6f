package dev.stallscope.probe;

import java.util.List;
import java.util.Optional;

/**
 * What one run measured.
 *
 * @param hops the request and those that redirects led to, in order; at least one
 */
public record ProbeRun(RunPlan plan, List<ProbeHop> hops) {
  public ProbeRun {
    hops = List.copyOf(hops);
  }

  /** Where it ended. */
  public ProbeHop last() {
    return hops.getLast();
  }

  /** From the start of the first request to the last byte of the last answer, in nanoseconds. */
  public long durationNanos() {
    return last().span().endNanos() - hops.getFirst().span().startNanos();
  }

  /** Why it did not get to its end. */
  public Optional<ProbeFailure> failure() {
    return last().failure();
  }
}
