package dev.stallscope.analysis;

/** Hears how far the reading of a capture is, and may end it. Called from the reading thread. */
public interface AnalysisProgress {
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

  /**
   * Some more was read.
   *
   * @param bytesRead bytes of the files read so far
   * @param sizeBytes bytes of the files altogether
   * @param packets packets read so far
   */
  void read(long bytesRead, long sizeBytes, int packets);

  /** All that will be read was read; what follows is the analysis. */
  default void readingEnded(int packets) {}

  /** Whether to stop reading; what was read until then is analysed. */
  boolean isCancelled();
}
