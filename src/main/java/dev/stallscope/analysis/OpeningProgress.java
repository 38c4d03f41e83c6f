package dev.stallscope.analysis;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far the opening of a capture is.
 *
 * @param bytesRead bytes of the files read so far
 * @param sizeBytes bytes of the files altogether
 * @param packets packets read so far
 * @param analyzed share of the analysis that is done, 0 to 1
 * @param elapsedNanos since the opening began
 * @param remainingNanos time that the reading will take at the pace so far; empty while there is
 *     none
 */
public record OpeningProgress(
    Stage stage,
    long bytesRead,
    long sizeBytes,
    int packets,
    double analyzed,
    long elapsedNanos,
    OptionalLong remainingNanos) {

  /** How much of its stage is done, 0 to 1; empty where that is not known. */
  public OptionalDouble share() {
    if (stage == Stage.ANALYZING) {
      return OptionalDouble.of(analyzed);
    }
    return sizeBytes > 0
        ? OptionalDouble.of(Math.min(1, (double) bytesRead / sizeBytes))
        : OptionalDouble.empty();
  }

  /** What is being done. */
  public enum Stage {
    READING,
    /** All is read; connections are tracked and rules applied. */
    ANALYZING
  }
}
