package dev.stallscope.measure;

import dev.stallscope.net.Direction;
import org.jspecify.annotations.Nullable;

/**
 * An interval with its one cause.
 *
 * @param lostNanos how much of it was avoidable: beyond what the path's round trip makes
 *     inevitable; 0 for blameless causes
 * @param firstPacket index of the packet before the interval, or -1
 * @param lastPacket index of the packet that ended it, or -1
 * @param confidence 0 to 1
 * @param data whose data waited, where no exchange tells
 */
public record CauseInterval(
    StallCause cause,
    long startNanos,
    long endNanos,
    long lostNanos,
    int firstPacket,
    int lastPacket,
    double confidence,
    @Nullable Direction data) {
  /** An interval of an exchange, or one in which nobody's data waited. */
  public CauseInterval(
      StallCause cause,
      long startNanos,
      long endNanos,
      long lostNanos,
      int firstPacket,
      int lastPacket,
      double confidence) {
    this(cause, startNanos, endNanos, lostNanos, firstPacket, lastPacket, confidence, null);
  }

  public long durationNanos() {
    return endNanos - startNanos;
  }

  /** A part of the interval, with its share of the time that was avoidable. */
  public CauseInterval part(long start, long end) {
    if (start == startNanos && end == endNanos) {
      return this;
    }
    double share = (end - start) / (double) durationNanos();
    long lost = Math.min(end - start, Math.round(lostNanos * share));
    return new CauseInterval(cause, start, end, lost, firstPacket, lastPacket, confidence, data);
  }

  /** This and what follows at once as one interval, of this cause. */
  public CauseInterval joined(CauseInterval next) {
    return new CauseInterval(
        cause,
        startNanos,
        next.endNanos,
        lostNanos + next.lostNanos,
        firstPacket,
        next.lastPacket,
        Math.min(confidence, next.confidence),
        data == next.data ? data : null);
  }

  public CauseInterval withConfidence(double other) {
    return new CauseInterval(
        cause, startNanos, endNanos, lostNanos, firstPacket, lastPacket, other, data);
  }

  /** The same of which so much was avoidable. */
  public CauseInterval withLost(long nanos) {
    return new CauseInterval(
        cause, startNanos, endNanos, nanos, firstPacket, lastPacket, confidence, data);
  }
}
