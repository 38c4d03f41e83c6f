package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;

/** Is told of the phases of one request as they begin. */
@FunctionalInterface
interface PhaseListener {
  /** Wants to know nothing. */
  PhaseListener SILENT = (_, _) -> {};

  /** A phase begins, at a time in epoch nanoseconds. */
  void began(Phase phase, long nanos);
}
