package dev.stallscope.analysis;

import java.util.OptionalLong;

/**
 * How far the opening of a capture is.
 *
 * @param bytesRead bytes of the files read so far
 * @param sizeBytes bytes of the files altogether
 * @param packets packets read so far
 * @param elapsedNanos since the opening began
 * @param remainingNanos time that the reading will take at the pace so far; empty while there is
 *     none
 */
public record OpeningProgress(
    Stage stage,
    long bytesRead,
    long sizeBytes,
    int packets,
    long elapsedNanos,
    OptionalLong remainingNanos) {

  /** What is being done. */
  public enum Stage {
    READING,
    /** All is read; connections are tracked and rules applied. */
    ANALYZING
  }
}
