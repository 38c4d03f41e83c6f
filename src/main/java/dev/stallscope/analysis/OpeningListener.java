package dev.stallscope.analysis;

/** Hears how a capture is opened, and may end the reading. */
public interface OpeningListener {
  /** Hears nothing and never ends it. */
  OpeningListener NONE =
      new OpeningListener() {
        @Override
        public void progress(OpeningProgress progress) {}

        @Override
        public void beginning(OpenCapture beginning) {}

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  /** Some more was read, or analysed. Called from several threads. */
  void progress(OpeningProgress progress);

  /**
   * A look at the beginning of a capture that takes longer: complete in itself, and preliminary.
   * The listener closes it, at the latest when the whole capture is there. The rest is not read
   * before this returns. Called from the reading thread.
   */
  void beginning(OpenCapture beginning);

  /** Whether to stop reading; what was read until then is kept. */
  boolean isCancelled();
}
