package dev.stallscope.capture.live;

/**
 * What ends a recording, besides the user: whichever comes first; 0 for no such limit.
 *
 * @param packets captured
 * @param seconds since the beginning
 * @param sizeBytes of all files
 */
public record StopConditions(long packets, long seconds, long sizeBytes) {
  /** Only the user ends it. */
  public static final StopConditions NONE = new StopConditions(0, 0, 0);

  public StopConditions {
    if (packets < 0 || seconds < 0 || sizeBytes < 0) {
      throw new IllegalArgumentException("%d %d %d".formatted(packets, seconds, sizeBytes));
    }
  }
}
