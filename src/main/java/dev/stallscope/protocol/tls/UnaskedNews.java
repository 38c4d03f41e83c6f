package dev.stallscope.protocol.tls;

/** Counts how often a server goes on though it had said everything. */
final class UnaskedNews {
  /** What a server says unasked, so often, is a stream of news and not an answer. */
  private static final int STREAM = 2;

  private long lastNanos;
  private int count;

  /**
   * Takes what was said, and tells whether it is a stream by now: pieces of one piece count once.
   */
  boolean isStream(TurnRun said) {
    boolean isNews = count == 0 || said.firstNanos() - lastNanos > TurnPairs.SILENCE_NANOS;
    count += isNews ? 1 : 0;
    lastNanos = said.lastNanos();
    return count >= STREAM;
  }
}
