package dev.stallscope.testkit;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/**
 * How long the FX thread worked without taking anything else, at most: what a person feels as a
 * window that hangs. Time of the processor is measured, so that a busy machine does not count.
 */
public final class FxThreadUse implements AutoCloseable {
  private static final long BEAT_MILLIS = 5;

  private final AtomicLong longest = new AtomicLong();
  private final Thread beats;

  /** What the thread had used at the last beat; only it knows. */
  private long usedNanos = -1;

  /** Begins to measure. */
  public FxThreadUse() {
    beats = Thread.ofPlatform().daemon().name("beats").start(this::beat);
  }

  /** The longest piece of work since it was last asked, nanoseconds. */
  public long takeLongestNanos() {
    return longest.getAndSet(0);
  }

  private void beat() {
    try {
      while (true) {
        Platform.runLater(this::count);
        Thread.sleep(BEAT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end
    }
  }

  private void count() {
    long now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    if (usedNanos >= 0) {
      longest.accumulateAndGet(now - usedNanos, Math::max);
    }
    usedNanos = now;
  }

  @Override
  public void close() {
    beats.interrupt();
  }
}
