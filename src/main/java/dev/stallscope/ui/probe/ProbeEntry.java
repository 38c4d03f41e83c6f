package dev.stallscope.ui.probe;

import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A probe of this session: what it asks, and what it has measured until now. */
public final class ProbeEntry {
  /** How far a probe is. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    /** Before its end, by the user. */
    STOPPED
  }

  /**
   * What is known of it at a moment.
   *
   * @param live the run that is being made
   */
  record Progress(State state, List<ProbeRun> runs, Optional<LiveRun> live) {
    Progress {
      runs = List.copyOf(runs);
    }

    boolean isOver() {
      return state == State.DONE || state == State.STOPPED;
    }
  }

  private final ProbePlan plan;
  private final int batch;
  private final ReadOnlyObjectWrapper<Progress> progress =
      new ReadOnlyObjectWrapper<>(new Progress(State.WAITING, List.of(), Optional.empty()));

  /**
   * A probe that waits.
   *
   * @param batch of the probes that were asked for at once
   */
  ProbeEntry(ProbePlan plan, int batch) {
    this.plan = plan;
    this.batch = batch;
  }

  int batch() {
    return batch;
  }

  public ProbePlan plan() {
    return plan;
  }

  /** Changes with each step. */
  ReadOnlyObjectProperty<Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  Progress progress() {
    return progress.get();
  }

  /** Why the first run that got no whole answer did not. */
  Optional<ProbeFailure> failure() {
    return progress().runs().stream().flatMap(run -> run.failure().stream()).findFirst();
  }

  /** What it has measured until now, as the probe itself tells it. */
  public ProbeResult result() {
    return new ProbeResult(plan, progress().runs(), progress().state() == State.STOPPED);
  }

  void show(Progress now) {
    progress.set(now);
  }
}
