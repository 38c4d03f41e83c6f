package dev.stallscope.probe;

/**
 * One run of a probe.
 *
 * @param number from 1, of its version and kind
 * @param request from 1, of those that the run makes at once
 */
public record RunPlan(HttpChoice version, RunKind kind, int number, int request) {
  /** A run of one request. */
  public RunPlan(HttpChoice version, RunKind kind, int number) {
    this(version, kind, number, 1);
  }

  /** Another request of the same run. */
  public RunPlan withRequest(int other) {
    return new RunPlan(version, kind, number, other);
  }
}
