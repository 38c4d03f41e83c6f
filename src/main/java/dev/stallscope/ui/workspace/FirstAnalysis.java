package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.CaptureOpening;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Uses the time in which the user looks for a file: analyses captures that nobody asked for, so
 * that Java has loaded and compiled by then what an analysis needs. The first of a process takes
 * several times as long as later ones.
 */
final class FirstAnalysis {
  /** The longest that it waits for the window to be drawn. */
  private static final Duration DRAWING = Duration.ofSeconds(5);

  private final ScreenAtEase drawing;
  private final BackgroundTasks.Lane lane;

  /**
   * Nothing is analysed yet.
   *
   * @param clock nanoseconds from any origin
   */
  FirstAnalysis(Executor screen, LongSupplier clock, BackgroundTasks tasks) {
    drawing = new ScreenAtEase(screen, clock, DRAWING);
    lane = tasks.lane();
  }

  /**
   * Begins once the window is drawn, with one capture after the other. What goes wrong is not told:
   * whoever opens that capture will hear of it.
   *
   * @param done is told, on the FX thread, that all were analysed; not if it was ended before
   */
  void begin(List<Path> captures, Runnable done) {
    lane.submit(() -> analyze(captures), _ -> done.run(), _ -> {});
  }

  /** Something is to be analysed in earnest. */
  void end() {
    lane.drop();
  }

  private int analyze(List<Path> captures) throws IOException {
    drawing.await(() -> false);
    int count = 0;
    while (count < captures.size() && !Thread.currentThread().isInterrupted()) {
      CaptureOpening.openBesides(List.of(captures.get(count)), List.of()).close();
      count++;
    }
    return count;
  }
}
