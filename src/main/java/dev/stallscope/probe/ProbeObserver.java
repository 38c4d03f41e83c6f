package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;

/** Is told what a probe does while it does it, on threads of the probe. */
public interface ProbeObserver {
  /** Wants to know nothing. */
  ProbeObserver SILENT = new ProbeObserver() {};

  /** A run begins. */
  default void runBegan(RunPlan run) {}

  /**
   * The request of the run went on to the next phase.
   *
   * @param hop how many redirects were followed before it
   * @param atNanos when, in epoch nanoseconds
   */
  default void phaseBegan(RunPlan run, int hop, Phase phase, long atNanos) {}

  /** A run is over, whether well or not. */
  default void runEnded(ProbeRun run) {}
}
