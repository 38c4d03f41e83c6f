package dev.stallscope.measure.quality;

/**
 * What one connection tells of a silence that lies between two of its packets.
 *
 * @param isActive whether it had packets shortly before and after
 * @param isBusy whether a transfer was under way when the silence began
 * @param hasMoved whether data moved meanwhile that the capture has not got
 */
public record Testimony(
    Silence silence, boolean isActive, boolean isBusy, boolean hasMoved, Clock clock) {
  /** What the clocks of its ends did. */
  public enum Clock {
    /** As much time passed as the capture says. */
    WENT_ON,
    /** Much less or much more time passed. */
    DISAGREES,
    /** So it did in this silence or in another near it. */
    DISAGREES_NEARBY,
    UNKNOWN
  }

  Testimony withMoved() {
    return new Testimony(silence, isActive, isBusy, true, clock);
  }

  Testimony withClock(Clock told) {
    return new Testimony(silence, isActive, isBusy, hasMoved, told);
  }
}
