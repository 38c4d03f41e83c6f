package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.analysis.OpeningProgress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the thread that opens a capture and tells the screen. Of words that come faster than
 * the screen takes them, only the newest is told.
 */
final class Loading implements OpeningListener {
  /** Words about the same stage are told no more often: each costs a drawing of the window. */
  private static final long EVERY_NANOS = 100_000_000;

  /** The longest that the reading of the rest waits until the beginning is drawn. */
  private static final Duration DRAWING = Duration.ofSeconds(1);

  private final Executor screen;
  private final LongSupplier clock;
  private final ScreenAtEase drawing;
  private final Consumer<Loading> onProgress;
  private final BiConsumer<Loading, OpenCapture> onBeginning;
  private final AtomicReference<@Nullable OpeningProgress> newest = new AtomicReference<>();
  private OpeningProgress.@Nullable Stage toldStage;
  private long toldNanos;
  private volatile boolean isCancelled;

  /**
   * A listener whose two consumers are called on the screen's thread.
   *
   * @param clock nanoseconds from any origin
   * @param onBeginning gets a capture that is its to close
   */
  Loading(
      Executor screen,
      LongSupplier clock,
      Consumer<Loading> onProgress,
      BiConsumer<Loading, OpenCapture> onBeginning) {
    this.screen = screen;
    this.clock = clock;
    drawing = new ScreenAtEase(screen, clock, DRAWING);
    this.onProgress = onProgress;
    this.onBeginning = onBeginning;
  }

  @Override
  public void progress(OpeningProgress progress) {
    if (isNews(progress.stage()) && newest.getAndSet(progress) == null) {
      screen.execute(() -> onProgress.accept(this));
    }
  }

  private synchronized boolean isNews(OpeningProgress.Stage stage) {
    long now = clock.getAsLong();
    if (stage == toldStage && now - toldNanos < EVERY_NANOS) {
      return false;
    }
    toldStage = stage;
    toldNanos = now;
    return true;
  }

  @Override
  public void beginning(OpenCapture beginning) {
    screen.execute(() -> onBeginning.accept(this, beginning));
    drawing.await(this::isCancelled);
  }

  @Override
  public boolean isCancelled() {
    return isCancelled;
  }

  void cancel() {
    isCancelled = true;
  }

  /** The newest word, or null if it has been taken already. */
  @Nullable OpeningProgress take() {
    return newest.getAndSet(null);
  }
}
