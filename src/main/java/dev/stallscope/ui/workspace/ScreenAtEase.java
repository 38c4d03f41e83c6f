package dev.stallscope.ui.workspace;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets work in the background wait until what was given to the screen is drawn: until the screen's
 * thread has answered at once for a while. To show panes for the first time runs code that is not
 * compiled yet, and takes three times as long beside work on all cores.
 */
final class ScreenAtEase {
  /** Answers in a row; in between come frames, and rows that other background work has made. */
  private static final int ANSWERS = 4;

  /** Between two questions: longer than a frame. */
  private static final Duration PAUSE = Duration.ofMillis(25);

  /** The thread of a screen that takes longer to answer was drawing. */
  private static final Duration AT_ONCE = Duration.ofMillis(40);

  private final Executor screen;
  private final LongSupplier clock;
  private final Duration patience;

  /**
   * Asks the thread that runs what {@code screen} is given.
   *
   * @param clock nanoseconds from any origin
   * @param patience the longest that a wait lasts, however busy the screen is
   */
  ScreenAtEase(Executor screen, LongSupplier clock, Duration patience) {
    this.screen = screen;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Waits until what the screen has been given is drawn. An interrupt ends the wait, and stays set.
   *
   * @param isOver whether nobody waits for the work any more
   */
  void await(BooleanSupplier isOver) {
    long start = clock.getAsLong();
    try {
      int answers = 0;
      while (answers < ANSWERS && !isOver.getAsBoolean()) {
        long asked = clock.getAsLong();
        long left = patience.toNanos() - (asked - start);
        CountDownLatch answer = new CountDownLatch(1);
        screen.execute(answer::countDown);
        if (!answer.await(left, TimeUnit.NANOSECONDS)) {
          return;
        }
        answers = clock.getAsLong() - asked > AT_ONCE.toNanos() ? 0 : answers + 1;
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
