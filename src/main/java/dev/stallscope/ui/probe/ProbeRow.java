package dev.stallscope.ui.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request on screen: of a run that was made, or of the one in progress.
 *
 * @param hop how many redirects were followed before it
 * @param span from its start to its end, or to the last that is known; its run began at 0
 * @param phases likewise
 * @param inProgress the phase that it is in, or ended in
 * @param isLive whether that goes on
 * @param measured all that is known of it, once it is over
 */
record ProbeRow(
    RunPlan run,
    int hop,
    TimeSpan span,
    PhaseTimings phases,
    Phase inProgress,
    boolean isLive,
    Optional<ProbeHop> measured) {
  /** The rows of all runs in their order. */
  static List<ProbeRow> of(ProbeEntry.Progress progress) {
    List<ProbeRow> rows = new ArrayList<>();
    Map<RunPlan, Long> zeros = zeros(progress);
    long latestNanos = progress.live().stream().mapToLong(LiveRun::latestNanos).max().orElse(0);
    progress.runs().forEach(run -> add(run, zero(zeros, run.plan()), rows));
    progress.live().forEach(live -> add(live, zero(zeros, live.plan()), latestNanos, rows));
    return rows;
  }

  /** When each run began: the first of its requests, where several are made at once. */
  private static Map<RunPlan, Long> zeros(ProbeEntry.Progress progress) {
    Map<RunPlan, Long> zeros = new HashMap<>();
    for (ProbeRun run : progress.runs()) {
      zeros.merge(run.plan().withRequest(1), run.hops().getFirst().span().startNanos(), Math::min);
    }
    for (LiveRun run : progress.live()) {
      if (!run.hops().isEmpty()) {
        zeros.merge(run.plan().withRequest(1), run.hops().getFirst().startNanos(), Math::min);
      }
    }
    return zeros;
  }

  private static long zero(Map<RunPlan, Long> zeros, RunPlan run) {
    return zeros.getOrDefault(run.withRequest(1), 0L);
  }

  private static void add(ProbeRun run, long zeroNanos, List<ProbeRow> rows) {
    for (int i = 0; i < run.hops().size(); i++) {
      ProbeHop hop = run.hops().get(i);
      rows.add(
          row(
              run.plan(),
              i,
              zeroNanos,
              hop.span(),
              hop.phases(),
              last(hop.phases()),
              false,
              Optional.of(hop)));
    }
  }

  /**
   * @param latestNanos when the last step was taken, by whichever request
   */
  private static void add(LiveRun live, long zeroNanos, long latestNanos, List<ProbeRow> rows) {
    for (int i = 0; i < live.hops().size(); i++) {
      LiveRun.Hop hop = live.hops().get(i);
      boolean isLast = i == live.hops().size() - 1;
      long endNanos = isLast ? latestNanos : hop.phaseStartNanos();
      rows.add(
          row(
              live.plan(),
              i,
              zeroNanos,
              new TimeSpan(hop.startNanos(), endNanos),
              hop.until(endNanos),
              hop.phase(),
              isLast,
              Optional.empty()));
    }
  }

  private static Phase last(PhaseTimings phases) {
    return phases.timings().isEmpty() ? Phase.BLOCKED : phases.timings().getLast().phase();
  }

  private static ProbeRow row(
      RunPlan run,
      int hop,
      long zeroNanos,
      TimeSpan span,
      PhaseTimings phases,
      Phase inProgress,
      boolean isLive,
      Optional<ProbeHop> measured) {
    List<Timing> moved =
        phases.timings().stream()
            .map(timing -> new Timing(timing.phase(), moved(timing.span(), zeroNanos)))
            .toList();
    return new ProbeRow(
        run, hop, moved(span, zeroNanos), new PhaseTimings(moved), inProgress, isLive, measured);
  }

  private static TimeSpan moved(TimeSpan span, long zeroNanos) {
    return new TimeSpan(span.startNanos() - zeroNanos, span.endNanos() - zeroNanos);
  }

  boolean isFailed() {
    return measured.flatMap(ProbeHop::failure).isPresent();
  }
}
