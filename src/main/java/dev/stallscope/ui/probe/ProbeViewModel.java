package dev.stallscope.ui.probe;

import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
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
  private final Callable<?> warmingUp;
  private final ProbeForm form = new ProbeForm();
  private final RecentTexts recent;
  private final BackgroundTasks.Lane reading;
  private final ObservableList<ProbeEntry> entries = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable ProbeEntry> chosen = new SimpleObjectProperty<>();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final Deque<ProbeEntry> waiting = new ArrayDeque<>();
  private int batches;
  private @Nullable CompletableFuture<Void> warmUp;
  private @Nullable UrlProbe probe;

  /** No probes yet. */
  public ProbeViewModel(Workspace workspace) {
    this(
        workspace,
        () -> {
          WarmUp.run();
          return true;
        });
  }

  /**
   * Likewise.
   *
   * @param warmingUp is done once before the first probe
   */
  ProbeViewModel(Workspace workspace, Callable<?> warmingUp) {
    this.workspace = workspace;
    this.warmingUp = warmingUp;
    recent = new RecentTexts(workspace.settings(), "probe.url.", MAX_RECENT);
    reading = workspace.tasks().lane();
    workspace.onClose(this::cancel);
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
    reading.submit(typed::plans, this::begin, this::refuse);
  }

  /**
   * Lets Java load and compile what probes take, once and in the background, so that a probe that
   * is asked for later need not wait for it.
   */
  CompletableFuture<Void> warmUp() {
    CompletableFuture<Void> begun = warmUp;
    if (begun == null) {
      begun = new CompletableFuture<>();
      warmUp = begun;
      CompletableFuture<Void> over = begun;
      Thread.ofPlatform().daemon().name("probe-warm-up").start(() -> warmUp(over));
    }
    return begun;
  }

  private void warmUp(CompletableFuture<Void> over) {
    try {
      warmingUp.call();
      over.complete(null);
    } catch (Exception | Error e) {
      over.completeExceptionally(e);
    }
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

  private void begin(List<ProbePlan> plans) {
    // what is kept on disk holds no secrets
    recent.add(
        plans.stream()
            .map(ProbePlan::url)
            .filter(url -> Labels.REDACTED.text(url).equals(url))
            .toList());
    batches++;
    plans.forEach(this::enqueue);
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
    enqueue(entry.plan());
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
      entry.show(new Progress(State.STOPPED, List.of(), Optional.empty()));
    }
    waiting.clear();
    UrlProbe current = probe;
    if (current != null) {
      current.cancel();
    }
  }

  private void enqueue(ProbePlan plan) {
    ProbeEntry entry = new ProbeEntry(plan, batches);
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
    next.show(new Progress(State.RUNNING, List.of(), Optional.empty()));
    Listening listening = new Listening(next);
    UrlProbe begun = new UrlProbe(next.plan(), listening.progress);
    probe = begun;
    CompletableFuture<Void> warm = warmUp();
    Thread.ofPlatform().daemon().name("probe").start(() -> run(begun, warm, next));
  }

  /** On a thread of the probe. */
  private void run(UrlProbe begun, CompletableFuture<Void> warm, ProbeEntry entry) {
    try {
      warm.join();
      ProbeResult result = begun.run();
      workspace.screen().execute(() -> ended(entry, result));
    } catch (RuntimeException | Error e) {
      workspace.screen().execute(() -> broke(entry, e));
    }
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

  private void ended(ProbeEntry entry, ProbeResult result) {
    State state = result.isCutShort() ? State.STOPPED : State.DONE;
    over(entry, new Progress(state, result.runs(), Optional.empty()));
  }

  private void broke(ProbeEntry entry, Throwable cause) {
    problem.set(Texts.of("probe.broke", cause.toString()));
    over(entry, new Progress(State.STOPPED, entry.progress().runs(), Optional.empty()));
  }

  private void over(ProbeEntry entry, Progress last) {
    probe = null;
    running.set(false);
    entry.show(last);
    runNext();
  }
}
