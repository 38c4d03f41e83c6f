package dev.stallscope.measure;

/**
 * An interval with its one cause.
 *
 * @param lostNanos how much of it was avoidable: beyond what the path's round trip makes
 *     inevitable; 0 for blameless causes
 * @param firstPacket index of the packet before the interval, or -1
 * @param lastPacket index of the packet that ended it, or -1
 * @param confidence 0 to 1
 */
public record CauseInterval(
    StallCause cause,
    long startNanos,
    long endNanos,
    long lostNanos,
    int firstPacket,
    int lastPacket,
    double confidence) {
  public long durationNanos() {
    return endNanos - startNanos;
  }

  public CauseInterval withConfidence(double other) {
    return new CauseInterval(
        cause, startNanos, endNanos, lostNanos, firstPacket, lastPacket, other);
  }
}
