package dev.stallscope.capture.live;

/**
 * How a recording is divided into files, of which the oldest are deleted.
 *
 * @param files how many are kept; 0 for all
 * @param sizeBytes after which a new file begins; 0 for no such limit
 * @param seconds after which a new file begins; 0 for no such limit
 */
public record RingBuffer(int files, long sizeBytes, long seconds) {
  /** One file. */
  public static final RingBuffer NONE = new RingBuffer(0, 0, 0);

  public RingBuffer {
    if (files < 0 || sizeBytes < 0 || seconds < 0) {
      throw new IllegalArgumentException("%d %d %d".formatted(files, sizeBytes, seconds));
    }
  }

  /** Whether there is more than one file. */
  public boolean isDivided() {
    return sizeBytes > 0 || seconds > 0;
  }
}
