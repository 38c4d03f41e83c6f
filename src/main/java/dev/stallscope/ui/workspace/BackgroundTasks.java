package dev.stallscope.ui.workspace;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that must not hold up the window. Each user of it has a {@link Lane}; a result arrives on
 * the FX thread, and not at all once its lane has been given something newer.
 */
public final class BackgroundTasks implements AutoCloseable {
  private final ExecutorService workers;
  private final Executor screen;

  /**
   * Tasks whose results are handed to {@code screen}, usually {@code Platform::runLater}.
   *
   * @param threads how many run at once
   */
  public BackgroundTasks(int threads, Executor screen) {
    this.screen = screen;
    workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("background-", 1).factory());
  }

  /** A new, independent lane. */
  public Lane lane() {
    return new Lane();
  }

  /** Lets nothing more start and interrupts what runs. */
  @Override
  public void close() {
    workers.shutdownNow();
  }

  /** A place for one piece of work at a time: the newest. */
  public final class Lane {
    private final AtomicLong newest = new AtomicLong();
    private volatile @Nullable Future<?> running;

    private Lane() {}

    /**
     * Starts work in place of what this lane did until now, which is interrupted.
     *
     * @param show gets the result, on the FX thread
     * @param failed gets what went wrong, on the FX thread
     */
    public <T> void submit(Callable<T> work, Consumer<? super T> show, Consumer<Throwable> failed) {
      drop();
      long ticket = newest.get();
      running = workers.submit(() -> run(ticket, work, show, failed));
    }

    /** Drops the work and its result. */
    public void drop() {
      newest.incrementAndGet();
      Future<?> old = running;
      if (old != null) {
        old.cancel(true);
      }
    }

    /** Hands something to the FX thread unless the work it belongs to has been replaced by then. */
    private void show(long ticket, Runnable action) {
      screen.execute(
          () -> {
            if (newest.get() == ticket) {
              action.run();
            }
          });
    }

    private <T> void run(
        long ticket, Callable<T> work, Consumer<? super T> show, Consumer<Throwable> failed) {
      try {
        T result = work.call();
        show(ticket, () -> show.accept(result));
      } catch (Exception | Error e) {
        show(ticket, () -> failed.accept(e));
      }
    }
  }
}
