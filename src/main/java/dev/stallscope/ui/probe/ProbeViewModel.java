package dev.stallscope.ui.probe;

import dev.stallscope.capture.live.RecordingFolder;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.WarmUp;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.probe.ProbeEntry.Progress;
import dev.stallscope.ui.probe.ProbeEntry.State;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.RecentTexts;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The probes of this session. All methods and properties belong to the FX thread; probes run one
 * after the other on threads of their own, since two at once would measure each other.
 */
public final class ProbeViewModel {
  private static final int MAX_RECENT = 12;

  private final Workspace workspace;
  private final BackgroundWarmUp warmUp;
  private final Callable<Path> newFile;
  private final ProbeForm form = new ProbeForm();
  private final RecentTexts recent;
  private final BackgroundTasks.Lane reading;
  private final ObservableList<ProbeEntry> entries = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable ProbeEntry> chosen = new SimpleObjectProperty<>();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final Deque<ProbeEntry> waiting = new ArrayDeque<>();
  private final ReadOnlyObjectWrapper<@Nullable Path> recording = new ReadOnlyObjectWrapper<>();
  private final ShownPackets shownPackets;
  private int batches;
  private @Nullable UrlProbe probe;

  /** No probes yet. */
  public ProbeViewModel(Workspace workspace) {
    this(
        workspace,
        () -> {
          WarmUp.run();
          return true;
        },
        RecordingFolder::inHome);
  }

  /**
   * Likewise.
   *
   * @param warmingUp is done once before the first probe
   * @param newFile makes a file for a recording
   */
  ProbeViewModel(Workspace workspace, Callable<?> warmingUp, Callable<Path> newFile) {
    this.workspace = workspace;
    warmUp = new BackgroundWarmUp(warmingUp);
    this.newFile = newFile;
    recent = new RecentTexts(workspace.settings(), "probe.url.", MAX_RECENT);
    reading = workspace.tasks().lane();
    workspace.onClose(this::cancel);
    shownPackets = new ShownPackets(workspace);
    chosen.addListener((_, _, _) -> recordedChanged());
  }

  public ProbeForm form() {
    return form;
  }

  /** The URLs that were asked last, the newest first. */
  public RecentTexts recent() {
    return recent;
  }

  /** The probes of this session, the newest first. */
  public ObservableList<ProbeEntry> entries() {
    return FXCollections.unmodifiableObservableList(entries);
  }

  /** The one that is looked at, or null. */
  public ObjectProperty<@Nullable ProbeEntry> chosenProperty() {
    return chosen;
  }

  /** A probe and those that were asked for at once with it, the first first. */
  List<ProbeEntry> askedWith(ProbeEntry entry) {
    return entries.reversed().stream().filter(one -> one.batch() == entry.batch()).toList();
  }

  /** The recording of the chosen probe, or null. */
  public ReadOnlyObjectProperty<@Nullable Path> recordingProperty() {
    return recording.getReadOnlyProperty();
  }

  private void recordedChanged() {
    ProbeEntry entry = chosen.get();
    recording.set(entry == null ? null : entry.recordedFile().orElse(null));
  }

  /** Does something when the panes show the packets of a probe, which then takes no place. */
  public void onLeave(Runnable leave) {
    shownPackets.onShow(leave);
  }

  /** Opens the recording of the chosen probe in the panes. */
  void showPackets(OptionalInt exchange, OptionalInt packet) {
    Path file = recording.get();
    if (file != null) {
      shownPackets.show(file, exchange, packet);
    }
  }

  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** What is wrong with the form, in a sentence; empty if nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Asks what the form says, after what is being asked already. */
  public void start() {
    problem.set("");
    TypedPlan typed = form.typed();
    boolean isRecorded = form.recordedProperty().get();
    reading.submit(typed::plans, plans -> begin(plans, isRecorded), this::refuse);
  }

  /** Lets Java load and compile what probes take, so that the first one need not wait for it. */
  void warmUp() {
    var _ = warmUp.begun();
  }

  /** Asks so that versions of HTTP can be compared. */
  public void startComparison() {
    form.chooseComparison();
    comparing.set(true);
    start();
  }

  /** Whether versions are looked at side by side, and not each run by itself. */
  public BooleanProperty comparingProperty() {
    return comparing;
  }

  private void begin(List<ProbePlan> plans, boolean isRecorded) {
    // what is kept on disk holds no secrets
    recent.add(
        plans.stream()
            .map(ProbePlan::url)
            .filter(url -> Labels.REDACTED.text(url).equals(url))
            .toList());
    batches++;
    plans.forEach(plan -> enqueue(plan, isRecorded));
    chosen.set(entries.get(plans.size() - 1));
  }

  private void refuse(Throwable cause) {
    problem.set(
        cause instanceof TypedPlan.Unclear || cause instanceof IOException
            ? String.valueOf(cause.getMessage())
            : Texts.of("problem.defect", cause));
  }

  /** Asks the same once more. */
  public void repeat(ProbeEntry entry) {
    batches++;
    enqueue(entry.plan(), entry.isRecorded());
    chosen.set(entries.getFirst());
  }

  /** Forgets a probe; one that is being made is stopped. */
  public void remove(ProbeEntry entry) {
    if (entry.progress().state() == State.RUNNING) {
      cancel();
    }
    waiting.remove(entry);
    int at = entries.indexOf(entry);
    entries.remove(entry);
    if (entry.equals(chosen.get())) {
      chosen.set(entries.isEmpty() ? null : entries.get(Math.min(at, entries.size() - 1)));
    }
  }

  /** Stops what is being asked and all that waits; what was measured until then stays. */
  public void cancel() {
    for (ProbeEntry entry : waiting) {
      entry.show(new Progress(State.STOPPED, List.of(), List.of()));
    }
    waiting.clear();
    UrlProbe current = probe;
    if (current != null) {
      current.cancel();
    }
  }

  private void enqueue(ProbePlan plan, boolean isRecorded) {
    ProbeEntry entry = new ProbeEntry(plan, isRecorded, batches);
    entries.addFirst(entry);
    waiting.addLast(entry);
    runNext();
  }

  private void runNext() {
    ProbeEntry next = running.get() ? null : waiting.pollFirst();
    if (next == null) {
      return;
    }
    running.set(true);
    next.show(new Progress(State.RUNNING, List.of(), List.of()));
    Listening listening = new Listening(next);
    UrlProbe begun = new UrlProbe(next.plan(), listening.progress);
    probe = begun;
    ProbeTask task =
        new ProbeTask(next, begun, newFile, workspace.screen(), this::over, this::broke);
    CompletableFuture<Void> warm = warmUp.begun();
    Thread.ofPlatform().daemon().name("probe").start(() -> task.run(warm));
  }

  /** Carries steps from the probe's threads to the screen. */
  private final class Listening {
    private final ProbeEntry entry;
    private final LiveProgress progress;

    Listening(ProbeEntry entry) {
      this.entry = entry;
      progress = new LiveProgress(() -> workspace.screen().execute(this::show));
    }

    private void show() {
      LiveProgress.State now = progress.take();
      if (entry.progress().state() == State.RUNNING) {
        entry.show(new Progress(State.RUNNING, now.done(), now.live()));
      }
    }
  }

  private void broke(ProbeEntry entry, Throwable cause) {
    problem.set(Texts.of("probe.broke", cause.toString()));
    over(entry, new Progress(State.STOPPED, entry.progress().runs(), List.of()));
  }

  private void over(ProbeEntry entry, Progress last) {
    probe = null;
    running.set(false);
    entry.show(last);
    recordedChanged();
    runNext();
  }
}
