package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningProgress;
import dev.stallscope.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
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

  private final Executor screen;
  private final LongSupplier clock;
  private final Settings settings;
  private final Appearance appearance;
  private final RecentFiles recent;
  private final BackgroundTasks tasks;
  private final BackgroundTasks.Lane sorting;
  private final FirstAnalysis firstAnalysis;
  private final Selection selection = new Selection(this::analysis);
  private final TimeAxis timeAxis = new TimeAxis(selection);
  private final ReadOnlyObjectWrapper<List<Path>> files = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<KeySource>> keys =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper help = new ReadOnlyStringWrapper("");
  private final Marks marks = new Marks();
  private final ShownCapture shown;
  private final CaptureReading reading;
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper isDone = new ReadOnlyBooleanWrapper();
  private final List<Runnable> closing = new ArrayList<>();

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
    shown = new ShownCapture(selection, marks, tasks, this::say);
    reading =
        new CaptureReading(
            new CaptureReading.Surroundings(screen, clock, tasks), shown, files::get, ending());
    sorting = tasks.lane();
    firstAnalysis = new FirstAnalysis(screen, clock, tasks);
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

  /** What the user marked in what is open. */
  public Marks marks() {
    return marks;
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
    return reading.progressProperty();
  }

  /** What the user has to know, such as what went wrong, in one sentence; empty if nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether that sentence tells of something that is done, and of no trouble. */
  public ReadOnlyBooleanProperty doneProperty() {
    return isDone.getReadOnlyProperty();
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
   * is open. Where one of them is neither, that is said, and what is open stays.
   */
  public void take(List<Path> chosen) {
    sorting.submit(() -> OfferedFiles.of(chosen), this::taken, this::say);
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

  /**
   * Analyses captures for nothing but to be quicker with the first that the user opens, until that
   * is opened.
   *
   * @param done is told, on the FX thread, that all were analysed; not if it ended before
   */
  public void warmUp(List<Path> captures, Runnable done) {
    firstAnalysis.begin(captures, done);
  }

  /** Opens captures, merged by time, in place of what is open. */
  public void open(List<Path> wanted) {
    open(wanted, List.of());
  }

  private void open(List<Path> wanted, List<KeySource> logs) {
    if (wanted.isEmpty()) {
      return;
    }
    firstAnalysis.end();
    closeCapture();
    List<Path> opened = List.copyOf(wanted);
    files.set(opened);
    keys.set(logs);
    reading.open(opened, logs);
  }

  /**
   * Shows captures as they are now, in place of what is open and without closing that first: for
   * files that grow. Dropped when something else is opened meanwhile.
   *
   * @param done is told once, on the FX thread, when they are shown or will not be
   */
  public void refresh(List<Path> growing, Runnable done) {
    firstAnalysis.end();
    List<Path> opened = List.copyOf(growing);
    files.set(opened);
    reading.refresh(opened, keys.get(), done, this::say);
  }

  /** Ends the reading; what was read until then is shown. */
  public void cancel() {
    reading.cancel();
  }

  /** Closes what is open or being read. */
  public void closeCapture() {
    reading.drop();
    sorting.drop();
    problem.set("");
    shown.clear();
    files.set(List.of());
    keys.set(List.of());
  }

  /** Says what went wrong, or does not go, in the banner; empty to take it away. */
  public void say(String sentence) {
    isDone.set(false);
    problem.set(sentence);
  }

  /** Says what went wrong. */
  public void say(Throwable cause) {
    say(ProblemText.of(cause));
  }

  /** Says in the banner that what the user asked for is done. */
  public void tell(String sentence) {
    isDone.set(true);
    problem.set(sentence);
  }

  private CaptureReading.Listener ending() {
    return new CaptureReading.Listener() {
      @Override
      public void whole(OpenCapture capture) {
        recent.add(capture.files());
        if (capture.extent() == OpenCapture.Extent.CANCELLED) {
          say(Texts.of("reading.cancelled", capture.index().count()));
        }
      }

      @Override
      public void failed(Throwable cause) {
        closeCapture();
        say(cause);
      }
    };
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
    closeCapture();
    tasks.close();
  }
}
