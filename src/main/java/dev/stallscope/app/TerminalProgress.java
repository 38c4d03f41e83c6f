package dev.stallscope.app;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.time.DurationText;
import java.util.Locale;

/** Progress on stderr, for work that takes longer than a moment, and Ctrl+C during it. */
final class TerminalProgress implements AnalysisProgress, AutoCloseable {
  private static final long FIRST_AFTER_NANOS = 1_000_000_000L;
  private static final long EVERY_NANOS = 250_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final boolean isShown;
  private final boolean isFollowing;
  private final Interruption interruption;
  private final long startNanos = System.nanoTime();
  private long nextNanos;
  private int packets;
  private boolean hasWritten;

  private TerminalProgress(boolean isShown, boolean isFollowing, Interruption interruption) {
    this.isShown = isShown;
    this.isFollowing = isFollowing;
    this.interruption = interruption;
    nextNanos = startNanos + (isFollowing ? 0 : FIRST_AFTER_NANOS);
  }

  /**
   * Starts to listen and, where a person sits in front of it, to tell.
   *
   * @param isFollowing whether the capture is still being written, so that Ctrl+C is its usual end
   */
  static TerminalProgress start(boolean isQuiet, boolean isFollowing) {
    return new TerminalProgress(!isQuiet && Terminal.isError(), isFollowing, Interruption.listen());
  }

  /** The same for a capture that is written anew. */
  static TerminalProgress startCopying(boolean isQuiet) {
    Interruption interruption =
        Interruption.listen("Stopping; nothing is written. Ctrl+C again ends at once.", () -> {});
    return new TerminalProgress(!isQuiet && Terminal.isError(), false, interruption);
  }

  /** Whether Ctrl+C was pressed while reading. */
  boolean isInterrupted() {
    return interruption.isRequested();
  }

  @Override
  public boolean isCancelled() {
    return !isFollowing && interruption.isRequested();
  }

  @Override
  public void read(long bytesRead, long sizeBytes, int packets) {
    long now = System.nanoTime();
    if (!isShown || now < nextNanos || interruption.isRequested()) {
      return;
    }
    nextNanos = now + EVERY_NANOS;
    if (isFollowing) {
      show(String.format(Locale.ROOT, "following: %,d packets; Ctrl+C ends it", packets));
      return;
    }
    double share = sizeBytes == 0 ? 1 : Math.min(1, (double) bytesRead / sizeBytes);
    long left = share <= 0 ? 0 : (long) ((now - startNanos) * (1 - share) / share);
    show(
        String.format(
            Locale.ROOT,
            "reading: %.0f %%, %,d packets, %s left",
            share * 100,
            packets,
            DurationText.of(left)));
  }

  @Override
  public void readingEnded(int count) {
    interruption.close();
    packets = count;
    nextNanos = System.nanoTime();
    analyzed(0);
  }

  @Override
  public synchronized void analyzed(double share) {
    long now = System.nanoTime();
    if (hasWritten && now >= nextNanos) {
      nextNanos = now + EVERY_NANOS;
      show(String.format(Locale.ROOT, "analysing %,d packets: %.0f %%", packets, share * 100));
    }
  }

  private void show(String text) {
    hasWritten = true;
    System.err.print(CLEAR_LINE + text);
    System.err.flush();
  }

  @Override
  public void close() {
    interruption.close();
    if (hasWritten) {
      System.err.print(CLEAR_LINE);
      System.err.flush();
    }
  }
}
