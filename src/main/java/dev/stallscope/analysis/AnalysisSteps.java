package dev.stallscope.analysis;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Tells how much of an analysis is done: how far its long stages are, each with the share of the
 * time that it usually has. For any threads.
 */
final class AnalysisSteps {
  /** Words told in each stage: more than a screen shows differently. */
  private static final int WORDS = 50;

  private final AnalysisProgress progress;

  /** What takes long once all is read; exchanges are put together between the first two. */
  enum Stage {
    TRACKING(0, 0.1),
    MEASURING(0.35, 0.65),
    JUDGING(0.65, 1);

    private final double from;
    private final double to;

    Stage(double from, double to) {
      this.from = from;
      this.to = to;
    }
  }

  AnalysisSteps(AnalysisProgress progress) {
    this.progress = progress;
  }

  /** The same work, counted: {@code count} pieces are all of the stage. */
  IntConsumer counted(Stage stage, int count, IntConsumer work) {
    AtomicInteger done = new AtomicInteger();
    return piece -> {
      work.accept(piece);
      int now = done.incrementAndGet();
      if ((long) now * WORDS / count > (now - 1L) * WORDS / count) {
        progress.analyzed(stage.from + (stage.to - stage.from) * now / count);
      }
    };
  }
}
