package dev.stallscope.ui.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hears of each step on the probe's threads and tells that there is something new. Steps that come
 * faster than they are taken are told of once.
 */
final class LiveProgress implements ProbeObserver {
  private final Runnable tell;
  private final List<ProbeRun> done = new ArrayList<>();

  /** In the order of their start: several where requests are made at once. */
  private final Map<RunPlan, LiveRun> live = new LinkedHashMap<>();

  private boolean isTold;

  /**
   * Nothing has happened yet.
   *
   * @param tell is called when there is something to {@link #take}
   */
  LiveProgress(Runnable tell) {
    this.tell = tell;
  }

  /** What has come of a probe. */
  record State(List<ProbeRun> done, List<LiveRun> live) {}

  /** All until now; the next step will be told of. */
  synchronized State take() {
    isTold = false;
    return new State(List.copyOf(done), List.copyOf(live.values()));
  }

  @Override
  public synchronized void runBegan(RunPlan run) {
    live.put(run, LiveRun.of(run));
    changed();
  }

  @Override
  public synchronized void phaseBegan(RunPlan run, int hop, Phase phase, long atNanos) {
    live.computeIfPresent(run, (_, now) -> now.entered(hop, phase, atNanos));
    changed();
  }

  @Override
  public synchronized void runEnded(ProbeRun run) {
    done.add(run);
    live.remove(run.plan());
    changed();
  }

  private void changed() {
    if (!isTold) {
      isTold = true;
      tell.run();
    }
  }
}
