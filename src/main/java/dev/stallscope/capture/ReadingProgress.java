package dev.stallscope.capture;

/**
 * Hears how far the reading of capture files is, and may end it. Called from the reading thread.
 */
public interface ReadingProgress {
  /** Nobody listens, and it is read to its end. */
  ReadingProgress SILENT =
      new ReadingProgress() {
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

  /** Whether to stop reading. */
  boolean isCancelled();
}
