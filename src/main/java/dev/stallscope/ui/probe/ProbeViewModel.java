package dev.stallscope.ui.probe;

import dev.stallscope.capture.live.RecordingFolder;
import dev.stallscope.demo.DemoRequest;
import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.WarmUp;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.ProblemText;
import dev.stallscope.ui.workspace.RecentTexts;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The probes of this session. All methods and properties belong to the FX thread. */
public final class ProbeViewModel {
  private static final int MAX_RECENT = 12;

  private final BackgroundWarmUp warmUp;
  private final ProbeForm form = new ProbeForm();
  private final RecentTexts recent;
  private final BackgroundTasks.Lane reading;
  private final ObservableList<ProbeEntry> entries = FXCollections.observableArrayList();

  /** Kept, since a list does not keep those that show it, nor whoever listens to them. */
  private final ObservableList<ProbeEntry> shownEntries =
      FXCollections.unmodifiableObservableList(entries);

  private final ObjectProperty<@Nullable ProbeEntry> chosen = new SimpleObjectProperty<>();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final ProbeQueue queue;
  private final ReadOnlyObjectWrapper<@Nullable Path> recording = new ReadOnlyObjectWrapper<>();
  private final ShownPackets shownPackets;
  private UnaryOperator<ProbePlan> onPlan = UnaryOperator.identity();
  private int batches;

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
    warmUp = new BackgroundWarmUp(warmingUp);
    queue =
        new ProbeQueue(
            workspace,
            warmUp,
            newFile,
            cause -> problem.set(Texts.of("probe.broke", cause.toString())),
            this::recordedChanged);
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
    return shownEntries;
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
    return queue.runningProperty();
  }

  /** What is wrong with the form, in a sentence; empty if nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Asks what the form says, after what is being asked already. */
  public void start() {
    start(false);
  }

  /**
   * Likewise.
   *
   * @param isPage whether several URLs are asked for as one page, and not each by itself
   */
  private void start(boolean isPage) {
    problem.set("");
    TypedPlan typed = form.typed();
    boolean isRecorded = form.recordedProperty().get();
    reading.submit(typed::plans, plans -> begin(plans, isPage, isRecorded), this::refuse);
  }

  /** Asks what the demo server is there for. */
  public void ask(DemoRequest request) {
    DemoFilling.type(request, form);
    if (request.isCompared()) {
      startComparison();
    } else {
      comparing.set(false);
      start();
    }
  }

  /** Changes each plan before it is asked. */
  public void onPlan(UnaryOperator<ProbePlan> change) {
    onPlan = change;
  }

  /** Lets Java load and compile what probes take, so that the first one need not wait for it. */
  void warmUp() {
    var _ = warmUp.begun();
  }

  /** Asks so that versions of HTTP can be compared. */
  public void startComparison() {
    form.chooseComparison();
    comparing.set(true);
    start(true);
  }

  /** Whether versions are looked at side by side, and not each run by itself. */
  public BooleanProperty comparingProperty() {
    return comparing;
  }

  private void begin(List<ProbePlan> typed, boolean isPage, boolean isRecorded) {
    List<ProbePlan> plans = typed.stream().map(onPlan).toList();
    // what is kept on disk holds no secrets
    recent.add(
        plans.stream()
            .map(ProbeTarget::text)
            .filter(url -> Labels.REDACTED.text(url).equals(url))
            .toList());
    List<ProbePlan> calls = plans.stream().filter(ProbeViewModel::isCall).toList();
    List<ProbePlan> urls = plans.stream().filter(plan -> !isCall(plan)).toList();
    int together = isPage ? urls.size() : Math.min(1, urls.size());
    batches++;
    enqueue(urls.subList(0, together), isRecorded);
    calls.forEach(call -> enqueue(List.of(call), isRecorded));
    for (ProbePlan alone : urls.subList(together, urls.size())) {
      batches++;
      enqueue(List.of(alone), isRecorded);
    }
    chosen.set(entries.get(plans.size() - 1));
  }

  private static boolean isCall(ProbePlan plan) {
    return GrpcMethod.of(plan).isPresent();
  }

  private void refuse(Throwable cause) {
    problem.set(
        cause instanceof TypedPlan.Unclear
            ? String.valueOf(cause.getMessage())
            : ProblemText.of(cause));
  }

  /** Asks the same once more: where it was part of a page, for the whole page. */
  public void repeat(ProbeEntry entry) {
    List<ProbeEntry> again = askedWith(entry);
    begin(again.stream().map(ProbeEntry::plan).toList(), true, entry.isRecorded());
  }

  /** Forgets a probe; one that is being made is stopped. */
  public void remove(ProbeEntry entry) {
    queue.remove(entry);
    int at = entries.indexOf(entry);
    entries.remove(entry);
    if (entry.equals(chosen.get())) {
      chosen.set(entries.isEmpty() ? null : entries.get(Math.min(at, entries.size() - 1)));
    }
  }

  /** Stops what is being asked and all that waits; what was measured until then stays. */
  public void cancel() {
    queue.cancel();
  }

  private void enqueue(List<ProbePlan> page, boolean isRecorded) {
    if (page.isEmpty()) {
      return;
    }
    List<ProbeEntry> added =
        page.stream().map(plan -> new ProbeEntry(plan, isRecorded, batches)).toList();
    added.forEach(entries::addFirst);
    queue.add(added);
  }
}
