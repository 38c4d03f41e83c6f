package dev.stallscope.ui.probe;

import dev.stallscope.probe.ProbeSeries;
import dev.stallscope.ui.probe.ProbeEntry.Progress;
import dev.stallscope.ui.probe.ProbeEntry.State;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What is asked and what waits for that: one after the other on threads of their own, since two at
 * once would measure each other. All methods and properties belong to the FX thread.
 */
final class ProbeQueue {
  private final Workspace workspace;
  private final BackgroundWarmUp warmUp;
  private final Callable<Path> newFile;
  private final Consumer<Throwable> onDefect;
  private final Runnable onEnd;
  private final Deque<List<ProbeEntry>> waiting = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private @Nullable ProbeSeries probe;

  /**
   * Nothing waits.
   *
   * @param newFile makes a file for a recording
   * @param onDefect is told what went wrong with a probe itself
   * @param onEnd is told when one is over
   */
  ProbeQueue(
      Workspace workspace,
      BackgroundWarmUp warmUp,
      Callable<Path> newFile,
      Consumer<Throwable> onDefect,
      Runnable onEnd) {
    this.workspace = workspace;
    this.warmUp = warmUp;
    this.newFile = newFile;
    this.onDefect = onDefect;
    this.onEnd = onEnd;
  }

  ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** Asks after all that waits: a single one, or the parts of a page at once. */
  void add(List<ProbeEntry> page) {
    waiting.addLast(page);
    runNext();
  }

  /** One that is being asked ends, with its page; one that waits is not asked. */
  void remove(ProbeEntry entry) {
    if (entry.progress().state() == State.RUNNING) {
      cancel();
    }
    List<List<ProbeEntry>> left =
        waiting.stream()
            .map(page -> page.stream().filter(one -> !one.equals(entry)).toList())
            .filter(page -> !page.isEmpty())
            .toList();
    waiting.clear();
    waiting.addAll(left);
  }

  /** Stops what is being asked and all that waits; what was measured until then stays. */
  void cancel() {
    waiting.stream()
        .flatMap(List::stream)
        .forEach(entry -> entry.show(new Progress(State.STOPPED, List.of(), List.of())));
    waiting.clear();
    ProbeSeries current = probe;
    if (current != null) {
      current.cancel();
    }
  }

  private void runNext() {
    List<ProbeEntry> next = running.get() ? null : waiting.pollFirst();
    if (next == null) {
      return;
    }
    running.set(true);
    next.forEach(entry -> entry.show(new Progress(State.RUNNING, List.of(), List.of())));
    ProbeSeries begun =
        new ProbeSeries(
            next.stream().map(ProbeEntry::plan).toList(),
            next.stream().map(entry -> new Listening(entry).progress).toList());
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

  private void broke(List<ProbeEntry> page, Throwable cause) {
    onDefect.accept(cause);
    over(
        page,
        page.stream()
            .map(entry -> new Progress(State.STOPPED, entry.progress().runs(), List.of()))
            .toList());
  }

  private void over(List<ProbeEntry> page, List<Progress> last) {
    probe = null;
    running.set(false);
    for (int i = 0; i < page.size(); i++) {
      page.get(i).show(last.get(i));
    }
    onEnd.run();
    runNext();
  }
}
