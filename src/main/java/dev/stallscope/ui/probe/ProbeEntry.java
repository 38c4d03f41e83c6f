package dev.stallscope.ui.probe;

import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.UnmetRuns;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.probe.proof.ProbeProof;
import java.nio.file.Path;
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
   * @param live the runs that are being made: several where requests are made at once
   */
  record Progress(State state, List<ProbeRun> runs, List<LiveRun> live, Optional<Packets> packets) {
    Progress {
      runs = List.copyOf(runs);
      live = List.copyOf(live);
    }

    Progress(State state, List<ProbeRun> runs, List<LiveRun> live) {
      this(state, runs, live, Optional.empty());
    }

    boolean isOver() {
      return state == State.DONE || state == State.STOPPED;
    }
  }

  /** What became of its recording, what that says of each request, and of each version. */
  record Packets(RecordingOutcome outcome, ProbeProof proof, List<Traffic> traffic) {
    Packets {
      traffic = List.copyOf(traffic);
    }
  }

  private final ProbePlan plan;
  private final boolean isRecorded;
  private final int batch;
  private final ReadOnlyObjectWrapper<Progress> progress =
      new ReadOnlyObjectWrapper<>(new Progress(State.WAITING, List.of(), List.of()));

  /**
   * A probe that waits.
   *
   * @param isRecorded whether its packets are wanted
   * @param batch of the probes that were asked for at once
   */
  ProbeEntry(ProbePlan plan, boolean isRecorded, int batch) {
    this.plan = plan;
    this.isRecorded = isRecorded;
    this.batch = batch;
  }

  int batch() {
    return batch;
  }

  public ProbePlan plan() {
    return plan;
  }

  boolean isRecorded() {
    return isRecorded;
  }

  /**
   * How many requests it will have made, as far as can be told: in cleartext nothing is resumed.
   */
  int plannedRuns() {
    boolean isCleartext =
        plan.url().startsWith("http:") && UnmetRuns.isCleartext(progress().runs());
    long runs =
        plan.plannedRuns().stream()
            .filter(run -> !isCleartext || run.kind() != RunKind.RESUMED)
            .count();
    return (int) runs * plan.concurrent();
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

  /** What its packets say of it; nothing where there are none. */
  public ProbeProof proof() {
    return progress().packets().map(Packets::proof).orElse(ProbeProof.NONE);
  }

  /** What each version put on the wire; empty where that was not recorded. */
  List<Traffic> traffic() {
    return progress().packets().map(Packets::traffic).orElse(List.of());
  }

  /** Where its packets are, if it has any. */
  Optional<Path> recordedFile() {
    return progress()
        .packets()
        .filter(packets -> packets.outcome() instanceof RecordingOutcome.Recorded)
        .map(packets -> ((RecordingOutcome.Recorded) packets.outcome()).file());
  }

  void show(Progress now) {
    progress.set(now);
  }
}
