package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningProgress;
import dev.stallscope.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What is open. All methods and properties belong to the FX thread.
 *
 * <p>While a large capture is read, its beginning is open already and is later replaced by the
 * whole; the selection is carried over. A capture that takes the place of another is never on
 * screen together with it.
 */
public final class Workspace implements AutoCloseable {
  /** One task reads while panes compute. */
  private static final int BACKGROUND_THREADS = 3;

  private static final OpeningProgress NOTHING_READ =
      new OpeningProgress(OpeningProgress.Stage.READING, 0, 0, 0, 0, OptionalLong.empty());

  private final Executor screen;
  private final LongSupplier clock;
  private final Settings settings;
  private final Appearance appearance;
  private final RecentFiles recent;
  private final BackgroundTasks tasks;
  private final BackgroundTasks.Lane opening;
  private final BackgroundTasks.Lane sorting;
  private final Selection selection = new Selection(this::analysis);
  private final TimeAxis timeAxis = new TimeAxis(selection);
  private final ReadOnlyObjectWrapper<List<Path>> files = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<KeySource>> keys =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper help = new ReadOnlyStringWrapper("");
  private final ShownCapture shown;
  private final ReadOnlyObjectWrapper<@Nullable OpeningProgress> reading =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final List<Runnable> closing = new ArrayList<>();
  private final PendingRefresh refresh = new PendingRefresh();
  private @Nullable Loading loading;

  /**
   * An empty workspace.
   *
   * @param screen runs what touches properties, usually {@code Platform::runLater}
   * @param clock nanoseconds from any origin, to tell the time that is left
   */
  public Workspace(SettingsStore store, Executor screen, LongSupplier clock) {
    this.screen = screen;
    this.clock = clock;
    settings = new Settings(store);
    appearance = new Appearance(settings);
    recent = new RecentFiles(settings);
    tasks = new BackgroundTasks(BACKGROUND_THREADS, screen);
    shown = new ShownCapture(selection, tasks, this::say);
    opening = tasks.lane();
    sorting = tasks.lane();
  }

  /** Nanoseconds from any origin. */
  public LongSupplier clock() {
    return clock;
  }

  public Settings settings() {
    return settings;
  }

  public Appearance appearance() {
    return appearance;
  }

  public RecentFiles recent() {
    return recent;
  }

  public BackgroundTasks tasks() {
    return tasks;
  }

  /** Runs what touches properties, from any thread. */
  public Executor screen() {
    return screen;
  }

  /** Does something when the workspace is closed. */
  public void onClose(Runnable action) {
    closing.add(action);
  }

  public Selection selection() {
    return selection;
  }

  /** The time that panes with rows over time show. */
  public TimeAxis timeAxis() {
    return timeAxis;
  }

  /** The files that are open or being read; empty if none. */
  public ReadOnlyObjectProperty<List<Path>> filesProperty() {
    return files.getReadOnlyProperty();
  }

  /** The key logs that are used for what is open, besides what it carries itself. */
  public ReadOnlyObjectProperty<List<KeySource>> keysProperty() {
    return keys.getReadOnlyProperty();
  }

  /** The open capture, at first perhaps only its beginning, or null. */
  public ReadOnlyObjectProperty<@Nullable OpenCapture> captureProperty() {
    return shown.property();
  }

  public @Nullable OpenCapture capture() {
    return shown.property().get();
  }

  /** What is known of the open capture, or null. */
  public @Nullable Analysis analysis() {
    return shown.analysis();
  }

  /** How far the reading is, or null if nothing is being read. */
  public ReadOnlyObjectProperty<@Nullable OpeningProgress> readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /** What the user has to know, such as what went wrong, in one sentence; empty if nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** A help page in Markdown that shall be shown, or empty. */
  public ReadOnlyStringProperty helpProperty() {
    return help.getReadOnlyProperty();
  }

  /** Shows a help page in Markdown; empty to take it away. */
  public void explain(String page) {
    help.set(page);
  }

  /**
   * Takes files that the user chose or dropped, told apart by their content: captures are opened in
   * place of what is open, and key logs are used for them or, where there are no captures, for what
   * is open.
   */
  public void take(List<Path> chosen) {
    sorting.submit(() -> OfferedFiles.of(chosen), this::taken, this::refused);
  }

  private void taken(OfferedFiles offered) {
    if (!offered.captures().isEmpty()) {
      open(offered.captures(), offered.keys());
    } else if (!offered.keys().isEmpty()) {
      if (files.get().isEmpty()) {
        say(Texts.of("problem.keys-alone"));
      } else {
        open(files.get(), offered.joinedTo(keys.get()));
      }
    }
  }

  private void refused(Throwable cause) {
    say(ProblemText.of(cause));
  }

  /** Opens captures, merged by time, in place of what is open. */
  public void open(List<Path> wanted) {
    open(wanted, List.of());
  }

  private void open(List<Path> wanted, List<KeySource> logs) {
    if (wanted.isEmpty()) {
      return;
    }
    closeCapture();
    List<Path> opened = List.copyOf(wanted);
    files.set(opened);
    keys.set(logs);
    Loading begun = new Loading(screen, this::progressed, this::begun);
    loading = begun;
    reading.set(NOTHING_READ);
    opening.submit(
        () -> {
          OpenCapture whole = CaptureOpening.open(opened, logs, begun, clock);
          screen.execute(() -> opened(begun, whole));
          return whole;
        },
        _ -> {},
        this::failed);
  }

  /**
   * Shows captures as they are now, in place of what is open and without closing that first: for
   * files that grow. Dropped when something else is opened meanwhile.
   *
   * @param done is told once, on the FX thread, when they are shown or will not be
   */
  public void refresh(List<Path> growing, Runnable done) {
    refresh.begin(done);
    List<Path> opened = List.copyOf(growing);
    files.set(opened);
    List<KeySource> logs = keys.get();
    opening.submit(
        () -> {
          OpenCapture newest = CaptureOpening.openBesides(opened, logs);
          screen.execute(() -> refreshed(newest, done));
          return newest;
        },
        _ -> {},
        failure -> {
          say(ProblemText.of(failure));
          refresh.end(done);
        });
  }

  private void refreshed(OpenCapture newest, Runnable done) {
    if (newest.files().equals(files.get()) && loading == null) {
      shown.show(newest);
    } else {
      shown.release(newest);
    }
    refresh.end(done);
  }

  /** Ends the reading; what was read until then is shown. */
  public void cancel() {
    Loading current = loading;
    if (current != null) {
      current.cancel();
    }
  }

  /** Closes what is open or being read. */
  public void closeCapture() {
    cancel();
    loading = null;
    opening.drop();
    refresh.drop();
    sorting.drop();
    reading.set(null);
    problem.set("");
    shown.clear();
    files.set(List.of());
    keys.set(List.of());
  }

  /** Says something to the user in the banner; empty to take it away. */
  public void say(String sentence) {
    problem.set(sentence);
  }

  private void progressed(Loading from) {
    OpeningProgress newest = from.take();
    if (newest != null && from.equals(loading)) {
      reading.set(newest);
    }
  }

  private void begun(Loading from, OpenCapture beginning) {
    if (from.equals(loading)) {
      shown.show(beginning);
    } else {
      shown.release(beginning);
    }
  }

  private void opened(Loading from, OpenCapture whole) {
    if (!from.equals(loading)) {
      shown.release(whole);
      return;
    }
    loading = null;
    reading.set(null);
    recent.add(whole.files());
    shown.show(whole);
    if (whole.extent() == OpenCapture.Extent.CANCELLED) {
      say(Texts.of("reading.cancelled", whole.index().count()));
    }
  }

  private void failed(Throwable cause) {
    closeCapture();
    problem.set(ProblemText.of(cause));
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
    closeCapture();
    tasks.close();
  }
}
