package dev.stallscope.analysis;

import dev.stallscope.capture.ReadingProgress;

/**
 * Hears how far the analysis of a capture is, and may end the reading; what was read until then is
 * analysed. Called from the reading thread, but for {@link #analyzed}.
 */
public interface AnalysisProgress extends ReadingProgress {
  /** Hears nothing and never ends it. */
  AnalysisProgress NONE =
      new AnalysisProgress() {
        @Override
        public void read(long bytesRead, long sizeBytes, int packets) {}

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  /** All that will be read was read; what follows is the analysis. */
  default void readingEnded(int packets) {}

  /**
   * Some more of what was read is analysed. Called from several threads.
   *
   * @param share of the analysis that is done, 0 to 1
   */
  default void analyzed(double share) {}
}
