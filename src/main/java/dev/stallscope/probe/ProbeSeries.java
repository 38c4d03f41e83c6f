package dev.stallscope.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * Carries out plans one after the other, on the thread that asks for it: two would measure each
 * other.
 */
public final class ProbeSeries {
  private final List<UrlProbe> probes;
  private volatile boolean isCancelled;

  /**
   * Probes that have not begun.
   *
   * @param observer is told what happens, on the probes' threads
   */
  public ProbeSeries(List<ProbePlan> plans, ProbeObserver observer) {
    probes = plans.stream().map(plan -> new UrlProbe(plan, observer)).toList();
  }

  /** Asks all to end at once, from any thread; what was measured until then is kept. */
  public void cancel() {
    isCancelled = true;
    probes.forEach(UrlProbe::cancel);
  }

  /** Makes all runs; blocks until the last is over. */
  public List<ProbeResult> run() {
    List<ProbeResult> results = new ArrayList<>();
    for (UrlProbe probe : probes) {
      if (!isCancelled || results.isEmpty()) {
        results.add(probe.run());
      }
    }
    return results;
  }
}
