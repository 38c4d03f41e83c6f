package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.RunKind;
import dev.stallscope.time.TimeSpan;
import java.util.List;

/**
 * A request of a page.
 *
 * @param label path and query, not redacted
 * @param kind how cold its connection was
 * @param shown all its phases, from when the page wanted it
 * @param span of those phases in which it was on its way; before, it waited for others of the page
 */
record PageRequest(
    String label, RunKind kind, PhaseTimings shown, TimeSpan span, RoundTrips roundTrips) {
  /** When the page wanted it. */
  long wantedNanos() {
    return shown.timings().stream()
        .findFirst()
        .map(timing -> timing.span().startNanos())
        .orElse(span.startNanos());
  }

  /** What it did in its span. */
  List<Timing> timings() {
    return shown.timings().stream()
        .filter(timing -> timing.span().startNanos() >= span.startNanos())
        .toList();
  }

  RunStep step(long zeroNanos) {
    return RunStep.of(label, shown, zeroNanos);
  }

  /** The part of a request's time in which it was on its way. */
  static TimeSpan underWay(PhaseTimings phases, TimeSpan whole) {
    long start =
        phases.timings().stream()
            .filter(timing -> timing.phase() != Phase.BLOCKED)
            .findFirst()
            .map(timing -> timing.span().startNanos())
            .orElse(whole.startNanos());
    return new TimeSpan(start, whole.endNanos());
  }
}
