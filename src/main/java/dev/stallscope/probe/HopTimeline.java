package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the time of a request among its phases while it passes: one ends where the next begins.
 */
final class HopTimeline {
  private final List<Timing> timings = new ArrayList<>();
  private final long startNanos;
  private Phase phase = Phase.BLOCKED;
  private long phaseStartNanos;

  HopTimeline(long startNanos) {
    this.startNanos = startNanos;
    phaseStartNanos = startNanos;
  }

  Phase phase() {
    return phase;
  }

  /** The next phase begins; false where it was in progress already. */
  boolean enter(Phase next, long nanos) {
    if (next == phase) {
      return false;
    }
    end(nanos);
    phase = next;
    return true;
  }

  /** The last phase is over. */
  void end(long nanos) {
    if (nanos > phaseStartNanos) {
      timings.add(new Timing(phase, new TimeSpan(phaseStartNanos, nanos)));
      phaseStartNanos = nanos;
    }
  }

  /** From the start to the end of the last phase that is over. */
  TimeSpan span() {
    return new TimeSpan(startNanos, phaseStartNanos);
  }

  /** How long the phase in progress has lasted at a moment, in nanoseconds. */
  long phaseNanos(long nanos) {
    return nanos - phaseStartNanos;
  }

  PhaseTimings phases() {
    return new PhaseTimings(timings);
  }
}
