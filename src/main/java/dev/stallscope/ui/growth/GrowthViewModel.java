package dev.stallscope.ui.growth;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.FileNames;
import dev.stallscope.time.Nanos;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** Whether what is open has grown since it was read, and whether it is followed. */
public final class GrowthViewModel {
  private static final long LEAST_INTERVAL_NANOS = Nanos.ofMillis(1000);

  /** So that at most half of the time goes into reading again what has come so far. */
  private static final int REST_PER_WORK = 1;

  private static final long UNKNOWN = -1;

  private final Workspace workspace;
  private final BooleanSupplier isFollowedAlready;
  private final LongSupplier clock;
  private final BackgroundTasks.Lane lane;
  private final ReadOnlyBooleanWrapper isGrown = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper isReading = new ReadOnlyBooleanWrapper();
  private final BooleanProperty isFollowing = new SimpleBooleanProperty();
  private long readBytes = UNKNOWN;
  private long nextNanos;
  private boolean isAgain;

  /**
   * Nothing has grown yet.
   *
   * @param isFollowedAlready whether what is open is written by this program, which shows it itself
   * @param clock nanoseconds from any origin
   */
  public GrowthViewModel(
      Workspace workspace, BooleanSupplier isFollowedAlready, LongSupplier clock) {
    this.workspace = workspace;
    this.isFollowedAlready = isFollowedAlready;
    this.clock = clock;
    lane = workspace.tasks().lane();
    workspace.filesProperty().addListener((_, _, files) -> begin(files));
    isFollowing.addListener((_, _, _) -> nextNanos = clock.getAsLong());
  }

  /** Whether the files are larger than when their reading began. */
  public ReadOnlyBooleanProperty grownProperty() {
    return isGrown.getReadOnlyProperty();
  }

  /** Whether they are being read again. */
  public ReadOnlyBooleanProperty readingProperty() {
    return isReading.getReadOnlyProperty();
  }

  /** Whether they are read again whenever they have grown. */
  public BooleanProperty followingProperty() {
    return isFollowing;
  }

  /** Whether there is something that could be read again. */
  public BooleanBinding isPossible() {
    return workspace
        .captureProperty()
        .isNotNull()
        .and(workspace.readingProperty().isNull())
        .and(isReading.not());
  }

  /** What is to be said of it. */
  public String words() {
    List<Path> files = workspace.filesProperty().get();
    String names = String.join(", ", FileNames.of(files));
    return Texts.of(
        isFollowing.get()
            ? "growth.following"
            : isReading.get() ? "growth.reading" : "growth.grown",
        names);
  }

  /** Sizes are taken before anything is read, or what comes meanwhile would be missed. */
  private void begin(List<Path> files) {
    if (isAgain) {
      return;
    }
    lane.drop();
    readBytes = UNKNOWN;
    isGrown.set(false);
    isReading.set(false);
    isFollowing.set(false);
    if (!files.isEmpty()) {
      lane.submit(() -> CaptureFile.sizeBytes(files), bytes -> readBytes = bytes, _ -> {});
    }
  }

  /** Looks at the files; called about once a second. */
  public void tick() {
    List<Path> files = workspace.filesProperty().get();
    boolean isBusy = isReading.get() || workspace.readingProperty().get() != null;
    if (workspace.capture() == null
        || isBusy
        || readBytes == UNKNOWN
        || isFollowedAlready.getAsBoolean()) {
      return;
    }
    lane.submit(() -> CaptureFile.sizeBytes(files), this::looked, _ -> {});
  }

  private void looked(long bytes) {
    isGrown.set(bytes > readBytes);
    if (isGrown.get() && isFollowing.get() && clock.getAsLong() >= nextNanos) {
      readAgain(bytes);
    }
  }

  /** Reads the files once more. */
  public void readAgain() {
    List<Path> files = workspace.filesProperty().get();
    if (isPossible().get()) {
      // no tick may take the place of this look at the files
      isReading.set(true);
      lane.submit(
          () -> CaptureFile.sizeBytes(files),
          this::readAgain,
          failure -> {
            isReading.set(false);
            workspace.say(failure);
          });
    }
  }

  private void readAgain(long bytes) {
    long begun = clock.getAsLong();
    readBytes = bytes;
    isReading.set(true);
    isAgain = true;
    workspace.refresh(
        workspace.filesProperty().get(),
        () -> {
          isGrown.set(false);
          isReading.set(false);
          long now = clock.getAsLong();
          nextNanos = now + Math.max(LEAST_INTERVAL_NANOS, REST_PER_WORK * (now - begun));
        });
    isAgain = false;
  }
}
