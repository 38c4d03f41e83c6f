package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads captures in the background and puts them on screen, at first perhaps only their beginning.
 * What comes after something else was asked for is dropped.
 */
final class CaptureReading {
  private static final OpeningProgress NOTHING_READ =
      new OpeningProgress(OpeningProgress.Stage.READING, 0, 0, 0, 0, 0, OptionalLong.empty());

  private final Executor screen;
  private final LongSupplier clock;
  private final BackgroundTasks.Lane lane;
  private final ShownCapture shown;
  private final Supplier<List<Path>> wanted;
  private final Listener listener;
  private final PendingRefresh refresh = new PendingRefresh();
  private final ReadOnlyObjectWrapper<@Nullable OpeningProgress> progress =
      new ReadOnlyObjectWrapper<>();
  private @Nullable Loading loading;

  /** Hears, on the FX thread, how it ended. */
  interface Listener {
    /** All of it was read that will be, and is on screen. */
    void whole(OpenCapture capture);

    void failed(Throwable cause);
  }

  /** What a reading needs of the program around it. */
  record Surroundings(Executor screen, LongSupplier clock, BackgroundTasks tasks) {}

  /**
   * Nothing is read yet.
   *
   * @param wanted the files that shall be on screen
   */
  CaptureReading(
      Surroundings around, ShownCapture shown, Supplier<List<Path>> wanted, Listener listener) {
    screen = around.screen();
    clock = around.clock();
    lane = around.tasks().lane();
    this.shown = shown;
    this.wanted = wanted;
    this.listener = listener;
  }

  /** How far it is, or null if nothing is being read. */
  ReadOnlyObjectProperty<@Nullable OpeningProgress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  void open(List<Path> files, List<KeySource> keys) {
    Loading begun = new Loading(screen, clock, this::progressed, this::begun);
    loading = begun;
    progress.set(NOTHING_READ);
    lane.submit(
        () -> {
          OpenCapture whole = CaptureOpening.open(files, keys, begun, clock);
          screen.execute(() -> opened(begun, whole));
          return whole;
        },
        _ -> {},
        listener::failed);
  }

  /**
   * Reads files anew that grow, while what was read of them before stays on screen.
   *
   * @param done is told once when they are shown or will not be
   * @param complain takes what went wrong in a sentence
   */
  void refresh(List<Path> files, List<KeySource> keys, Runnable done, Consumer<String> complain) {
    refresh.begin(done);
    lane.submit(
        () -> {
          OpenCapture newest = CaptureOpening.openBesides(files, keys);
          screen.execute(() -> refreshed(newest, done));
          return newest;
        },
        _ -> {},
        failure -> {
          complain.accept(ProblemText.of(failure));
          refresh.end(done);
        });
  }

  /** Ends the reading; what was read until then is shown. */
  void cancel() {
    Loading current = loading;
    if (current != null) {
      current.cancel();
    }
  }

  /** Ends it, and nothing of it is shown. */
  void drop() {
    cancel();
    loading = null;
    lane.drop();
    refresh.drop();
    progress.set(null);
  }

  private void refreshed(OpenCapture newest, Runnable done) {
    if (newest.files().equals(wanted.get()) && loading == null) {
      shown.show(newest);
    } else {
      shown.release(newest);
    }
    refresh.end(done);
  }

  private void progressed(Loading from) {
    OpeningProgress newest = from.take();
    if (newest != null && from.equals(loading)) {
      progress.set(newest);
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
    progress.set(null);
    shown.show(whole);
    listener.whole(whole);
  }
}
