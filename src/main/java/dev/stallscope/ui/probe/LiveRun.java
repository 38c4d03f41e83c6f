package dev.stallscope.ui.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that is being made, as far as it is.
 *
 * @param hops its requests, the last one in progress
 */
record LiveRun(RunPlan plan, List<Hop> hops) {
  LiveRun {
    hops = List.copyOf(hops);
  }

  /**
   * A request.
   *
   * @param startNanos when it began, in epoch nanoseconds
   * @param ended its phases that are over
   * @param phase the one in progress, or the last
   * @param phaseStartNanos when that began
   */
  record Hop(long startNanos, List<Timing> ended, Phase phase, long phaseStartNanos) {
    Hop {
      ended = List.copyOf(ended);
    }

    /** Its phases where the one in progress has lasted until a moment. */
    PhaseTimings until(long nanos) {
      return new PhaseTimings(with(nanos));
    }

    private List<Timing> with(long nanos) {
      List<Timing> timings = new ArrayList<>(ended);
      if (nanos > phaseStartNanos) {
        timings.add(new Timing(phase, new TimeSpan(phaseStartNanos, nanos)));
      }
      return timings;
    }
  }

  static LiveRun of(RunPlan plan) {
    return new LiveRun(plan, List.of());
  }

  /** The same when a phase of a request has begun. */
  LiveRun entered(int hop, Phase phase, long nanos) {
    List<Hop> next = new ArrayList<>(hops);
    if (hop < hops.size()) {
      Hop last = hops.get(hop);
      next.set(hop, new Hop(last.startNanos(), last.with(nanos), phase, nanos));
    } else {
      if (!hops.isEmpty()) {
        Hop before = hops.getLast();
        next.set(
            hops.size() - 1,
            new Hop(before.startNanos(), before.with(nanos), before.phase(), nanos));
      }
      next.add(new Hop(nanos, List.of(), phase, nanos));
    }
    return new LiveRun(plan, next);
  }

  /** When the last phase began, in epoch nanoseconds; 0 before the first. */
  long latestNanos() {
    return hops.isEmpty() ? 0 : hops.getLast().phaseStartNanos();
  }
}
