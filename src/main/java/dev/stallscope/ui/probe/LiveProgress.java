package dev.stallscope.ui.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeObserver;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hears of each step on the probe's threads and tells that there is something new. Steps that come
 * faster than they are taken are told of once.
 */
final class LiveProgress implements ProbeObserver {
  private final Runnable tell;
  private final List<ProbeRun> done = new ArrayList<>();
  private Optional<LiveRun> live = Optional.empty();
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
  record State(List<ProbeRun> done, Optional<LiveRun> live) {}

  /** All until now; the next step will be told of. */
  synchronized State take() {
    isTold = false;
    return new State(List.copyOf(done), live);
  }

  @Override
  public synchronized void runBegan(RunPlan run) {
    live = Optional.of(LiveRun.of(run));
    changed();
  }

  @Override
  public synchronized void phaseBegan(RunPlan run, int hop, Phase phase, long atNanos) {
    live = live.map(now -> now.entered(hop, phase, atNanos));
    changed();
  }

  @Override
  public synchronized void runEnded(ProbeRun run) {
    done.add(run);
    live = Optional.empty();
    changed();
  }

  private void changed() {
    if (!isTold) {
      isTold = true;
      tell.run();
    }
  }
}
