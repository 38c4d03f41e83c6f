package dev.stallscope.app;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.time.DurationText;
import java.util.Locale;

/** Progress on stderr, for work that takes longer than a moment. Ctrl+C ends the process. */
final class TerminalProgress implements AnalysisProgress, AutoCloseable {
  private static final long FIRST_AFTER_NANOS = 1_000_000_000L;
  private static final long EVERY_NANOS = 250_000_000L;

  private final boolean isShown;
  private final long startNanos = System.nanoTime();
  private long nextNanos = startNanos + FIRST_AFTER_NANOS;
  private boolean hasWritten;

  private TerminalProgress(boolean isShown) {
    this.isShown = isShown;
  }

  static TerminalProgress start(boolean isQuiet) {
    return new TerminalProgress(!isQuiet && Terminal.isInteractive());
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void read(long bytesRead, long sizeBytes, int packets) {
    long now = System.nanoTime();
    if (!isShown || now < nextNanos) {
      return;
    }
    nextNanos = now + EVERY_NANOS;
    hasWritten = true;
    double share = sizeBytes == 0 ? 1 : Math.min(1, (double) bytesRead / sizeBytes);
    long left = share <= 0 ? 0 : (long) ((now - startNanos) * (1 - share) / share);
    System.err.printf(
        Locale.ROOT,
        "\r\u001b[Kreading: %.0f %%, %,d packets, %s left",
        share * 100,
        packets,
        DurationText.of(left));
    System.err.flush();
  }

  @Override
  public void close() {
    if (hasWritten) {
      System.err.print("\r\u001b[K");
      System.err.flush();
    }
  }
}
