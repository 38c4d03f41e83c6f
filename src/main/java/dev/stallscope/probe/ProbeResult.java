package dev.stallscope.probe;

import java.util.List;

/**
 * What a probe measured.
 *
 * @param runs in the order in which they were made
 * @param isCutShort whether it was stopped before its end
 */
public record ProbeResult(ProbePlan plan, List<ProbeRun> runs, boolean isCutShort) {
  public ProbeResult {
    runs = List.copyOf(runs);
  }

  /** Whether every planned run got a whole answer. */
  public boolean isComplete() {
    return !isCutShort && runs.stream().allMatch(run -> run.failure().isEmpty());
  }
}
