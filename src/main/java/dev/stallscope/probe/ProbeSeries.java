package dev.stallscope.probe;

import dev.stallscope.probe.PageProbe.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Carries out plans on the thread that asks for it: those that differ in their URL only as one
 * page, all others one after the other, since two would measure each other.
 */
public final class ProbeSeries {
  private final List<List<Part>> pages = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();

  /**
   * Probes that have not begun.
   *
   * @param observer is told what happens, on the probes' threads
   */
  public ProbeSeries(List<ProbePlan> plans, ProbeObserver observer) {
    this(plans, Collections.nCopies(plans.size(), observer));
  }

  /**
   * Probes that have not begun, each with its observer.
   *
   * @param observers as many as plans
   */
  public ProbeSeries(List<ProbePlan> plans, List<? extends ProbeObserver> observers) {
    for (int i = 0; i < plans.size(); i++) {
      ProbePlan plan = plans.get(i);
      boolean isMore =
          !pages.isEmpty() && PageProbe.isPage(pages.getLast().getFirst().plan(), plan);
      if (!isMore) {
        pages.add(new ArrayList<>());
      }
      pages.getLast().add(new Part(plan, observers.get(i)));
    }
  }

  /** Asks all to end at once, from any thread; what was measured until then is kept. */
  public void cancel() {
    cancellation.request();
  }

  /** Makes all runs; blocks until the last is over. In the order of the plans. */
  public List<ProbeResult> run() {
    List<ProbeResult> results = new ArrayList<>();
    for (List<Part> page : pages) {
      if (!cancellation.isRequested() || results.isEmpty()) {
        results.addAll(results(page));
      }
    }
    return results;
  }

  private List<ProbeResult> results(List<Part> page) {
    if (page.size() > 1) {
      return new PageProbe(page, cancellation).run();
    }
    Part alone = page.getFirst();
    return List.of(new UrlProbe(alone.plan(), alone.observer(), cancellation).run());
  }
}
