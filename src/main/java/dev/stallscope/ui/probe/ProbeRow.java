package dev.stallscope.ui.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request on screen: of a run that was made, or of the one in progress.
 *
 * @param hop how many redirects were followed before it
 * @param span from its start to its end, or to the last that is known; its run began at 0
 * @param phases likewise
 * @param inProgress the phase that it is in, or ended in
 * @param measured all that is known of it, once it is over
 */
record ProbeRow(
    RunPlan run,
    int hop,
    TimeSpan span,
    PhaseTimings phases,
    Phase inProgress,
    Optional<ProbeHop> measured) {
  /** The rows of all runs in their order. */
  static List<ProbeRow> of(ProbeEntry.Progress progress) {
    List<ProbeRow> rows = new ArrayList<>();
    progress.runs().forEach(run -> add(run, rows));
    progress.live().ifPresent(live -> add(live, rows));
    return rows;
  }

  private static void add(ProbeRun run, List<ProbeRow> rows) {
    long zeroNanos = run.hops().getFirst().span().startNanos();
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
              Optional.of(hop)));
    }
  }

  private static void add(LiveRun live, List<ProbeRow> rows) {
    for (int i = 0; i < live.hops().size(); i++) {
      LiveRun.Hop hop = live.hops().get(i);
      TimeSpan span = new TimeSpan(hop.startNanos(), hop.phaseStartNanos());
      PhaseTimings phases = hop.until(hop.phaseStartNanos());
      long zeroNanos = live.hops().getFirst().startNanos();
      rows.add(row(live.plan(), i, zeroNanos, span, phases, hop.phase(), Optional.empty()));
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
      Optional<ProbeHop> measured) {
    List<Timing> moved =
        phases.timings().stream()
            .map(timing -> new Timing(timing.phase(), moved(timing.span(), zeroNanos)))
            .toList();
    return new ProbeRow(
        run, hop, moved(span, zeroNanos), new PhaseTimings(moved), inProgress, measured);
  }

  private static TimeSpan moved(TimeSpan span, long zeroNanos) {
    return new TimeSpan(span.startNanos() - zeroNanos, span.endNanos() - zeroNanos);
  }

  boolean isFailed() {
    return measured.flatMap(ProbeHop::failure).isPresent();
  }
}
