package dev.stallscope.ui.livecapture;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.ProblemText;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** A capture that runs or has run, and the panes that follow it. */
public final class LiveCaptureViewModel implements AutoCloseable {
  /** How far it is. */
  public enum State {
    NONE,
    STARTING,
    RUNNING,
    STOPPING,
    ENDED
  }

  private static final long LEAST_INTERVAL_NANOS = Nanos.ofMillis(1000);

  /**
   * So that at most half of the time goes into analysing what has come so far, which leaves a core
   * to the window even then.
   */
  private static final int REST_PER_WORK = 1;

  private final Workspace workspace;
  private final Capturing capturing;
  private final LongSupplier clock;
  private final LiveSetUpViewModel setUp;
  private final BackgroundTasks.Lane lane;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NONE);
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private final BooleanProperty isFollowing = new SimpleBooleanProperty(true);
  private final BooleanProperty isLosing = new SimpleBooleanProperty();
  private final BooleanProperty isMarked = new SimpleBooleanProperty();
  private Capturing.@Nullable Running running;
  private String source = "";
  private int marks;
  private long shownPackets = -1;
  private long nextNanos;
  private boolean isRefreshing;
  private boolean isShowingOwn;

  /**
   * Nothing runs yet.
   *
   * @param clock nanoseconds from any origin
   */
  public LiveCaptureViewModel(Workspace workspace, Capturing capturing, LongSupplier clock) {
    this.workspace = workspace;
    this.capturing = capturing;
    this.clock = clock;
    setUp = new LiveSetUpViewModel(capturing, workspace.tasks(), clock);
    lane = workspace.tasks().lane();
    workspace.filesProperty().addListener((_, _, files) -> othersOpened(files));
    isFollowing.addListener((_, _, _) -> nextNanos = clock.getAsLong());
  }

  public LiveSetUpViewModel setUp() {
    return setUp;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Whether packets are being captured, or will be in a moment. */
  public boolean isCapturing() {
    return switch (state.get()) {
      case STARTING, RUNNING, STOPPING -> true;
      case NONE, ENDED -> false;
    };
  }

  /** How it goes, in words. */
  public ReadOnlyStringProperty wordsProperty() {
    return words.getReadOnlyProperty();
  }

  /** Whether the panes follow; the capture goes on while they do not. */
  public BooleanProperty followingProperty() {
    return isFollowing;
  }

  /** Whether packets were lost. */
  public BooleanProperty losingProperty() {
    return isLosing;
  }

  /** Whether there is a mark to look from. */
  public BooleanProperty markedProperty() {
    return isMarked;
  }

  /** What was recorded, the newest file last. */
  public List<Path> files() {
    Capturing.Running current = running;
    return current == null ? List.of() : current.files();
  }

  /** Begins what was set up, in place of what ran before. */
  public void start() {
    lane.submit(
        capturing::newFile,
        file -> setUp.order(file).ifPresent(this::start),
        failure -> setUp.say(ProblemText.of(failure)));
  }

  /** Begins a capture as it is ordered, likewise. */
  public void start(CaptureOrder order) {
    Capturing.Running old = running;
    source = order.interfaceName();
    state.set(State.STARTING);
    words.set(Texts.of("live.starting", source));
    lane.submit(
        () -> {
          if (old != null) {
            old.stop();
          }
          return capturing.start(order);
        },
        this::started,
        failure -> {
          state.set(State.NONE);
          setUp.say(ProblemText.of(failure));
        });
  }

  private void started(Capturing.Running begun) {
    running = begun;
    marks = 0;
    shownPackets = -1;
    nextNanos = clock.getAsLong();
    isMarked.set(false);
    isLosing.set(false);
    isFollowing.set(true);
    setUp.say("");
    workspace.closeCapture();
    isFollowing.set(true);
    state.set(State.RUNNING);
    tick();
  }

  /** Looks how it goes, and shows the panes what has come; called some times a second. */
  public void tick() {
    Capturing.Running current = running;
    if (current == null || state.get() == State.NONE || state.get() == State.STARTING) {
      return;
    }
    if (current.isEnded() && state.get() != State.ENDED) {
      state.set(State.ENDED);
      nextNanos = clock.getAsLong();
      current.failure().ifPresent(workspace::say);
    }
    RecordingCounts counts = current.counts();
    isLosing.set(counts.dropped() > 0);
    isMarked.set(current.markedNanos().isPresent());
    words.set(
        Texts.of(
            state.get() == State.ENDED ? "live.ended" : "live.running",
            source,
            counts.packets(),
            SizeText.of(counts.fileBytes()),
            counts.dropped()));
    refresh(current, counts);
  }

  private void refresh(Capturing.Running current, RecordingCounts counts) {
    long begun = clock.getAsLong();
    boolean hasNews = counts.packets() != shownPackets && counts.packets() > 0;
    if (isRefreshing || !isFollowing.get() || !hasNews || begun < nextNanos) {
      return;
    }
    isRefreshing = true;
    shownPackets = counts.packets();
    isShowingOwn = true;
    workspace.refresh(
        current.files(),
        () -> {
          isRefreshing = false;
          long now = clock.getAsLong();
          nextNanos = now + Math.max(LEAST_INTERVAL_NANOS, REST_PER_WORK * (now - begun));
        });
    isShowingOwn = false;
  }

  /** The user looks at something else; the capture goes on. */
  private void othersOpened(List<Path> files) {
    if (!isShowingOwn && running != null && !files.equals(files())) {
      isFollowing.set(false);
    }
  }

  /** Puts a comment on the next packet. */
  public void mark() {
    Capturing.Running current = running;
    if (current != null) {
      marks++;
      current.mark(Texts.of("live.mark-comment", marks));
    }
  }

  /** Looks at the time from the newest mark on. */
  public void showSinceMark() {
    Analysis shown = workspace.analysis();
    OptionalLong mark = running == null ? OptionalLong.empty() : running.markedNanos();
    if (shown != null && mark.isPresent()) {
      long end = shown.measurements().capture().lastNanos() + 1;
      workspace.selection().rangeProperty().set(new TimeSpan(Math.min(mark.getAsLong(), end), end));
    }
  }

  /** Ends it. */
  public void stop() {
    Capturing.Running current = running;
    if (current != null && state.get() == State.RUNNING) {
      state.set(State.STOPPING);
      lane.submit(
          () -> {
            current.stop();
            return current;
          },
          _ -> tick(),
          workspace::say);
    }
  }

  /** Copies what was recorded until now; not on the FX thread. */
  public void copyTo(Path wanted) throws IOException {
    capturing.copy(files(), wanted);
  }

  /** Ends it and waits for that, as the window closes. */
  @Override
  public void close() {
    Capturing.Running current = running;
    if (current != null && !current.isEnded()) {
      current.stop();
    }
  }
}
