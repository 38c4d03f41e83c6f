package dev.stallscope.probe.compare;

import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.time.TimeSpan;
import okhttp3.HttpUrl;

/**
 * A request of a run.
 *
 * @param label path and query, not redacted
 * @param phases from the beginning of the run, which is 0
 */
public record RunStep(String label, PhaseTimings phases) {
  /**
   * A request whose times are told by a clock.
   *
   * @param zeroNanos when its run began
   */
  static RunStep of(String label, PhaseTimings phases, long zeroNanos) {
    return new RunStep(label, phases).moved(-zeroNanos);
  }

  /** A request of a probe, likewise. */
  static RunStep of(ProbeHop hop, long zeroNanos) {
    HttpUrl url = HttpUrl.get(hop.url());
    String query = url.encodedQuery();
    String path = url.encodedPath() + (query == null ? "" : "?" + query);
    return of(path, hop.phases(), zeroNanos);
  }

  private RunStep moved(long nanos) {
    return new RunStep(
        label,
        new PhaseTimings(
            phases.timings().stream()
                .map(timing -> new Timing(timing.phase(), moved(timing.span(), nanos)))
                .toList()));
  }

  private static TimeSpan moved(TimeSpan span, long nanos) {
    return new TimeSpan(span.startNanos() + nanos, span.endNanos() + nanos);
  }
}
