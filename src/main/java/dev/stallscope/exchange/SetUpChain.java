package dev.stallscope.exchange;

import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * The set-up phases in front of one request, put end to end: what lies between two of them is
 * blocked, what overlaps is cut.
 */
final class SetUpChain {
  private final List<Timing> phases = new ArrayList<>();
  private final long endNanos;
  private long cursorNanos;

  /** A chain that starts with its first phase and must end at {@code endNanos}. */
  SetUpChain(long startNanos, long endNanos) {
    this.endNanos = endNanos;
    cursorNanos = Math.min(startNanos, endNanos);
  }

  void add(Phase phase, long startNanos, long endNanos) {
    append(Phase.BLOCKED, startNanos);
    append(phase, endNanos);
  }

  List<Timing> finish() {
    append(Phase.BLOCKED, endNanos);
    return phases;
  }

  private void append(Phase phase, long untilNanos) {
    long until = Math.min(untilNanos, endNanos);
    if (until <= cursorNanos) {
      return;
    }
    if (!phases.isEmpty() && phases.getLast().phase() == phase) {
      TimeSpan former = phases.removeLast().span();
      phases.add(new Timing(phase, new TimeSpan(former.startNanos(), until)));
    } else {
      phases.add(new Timing(phase, new TimeSpan(cursorNanos, until)));
    }
    cursorNanos = until;
  }
}
