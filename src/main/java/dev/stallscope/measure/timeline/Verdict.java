package dev.stallscope.measure.timeline;

import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;

/**
 * What a judge says of a gap, from its start on.
 *
 * @param untilNanos where the verdict ends; the rest of the gap is judged anew
 * @param lostNanos the avoidable part
 */
record Verdict(StallCause cause, long untilNanos, long lostNanos, double confidence) {
  /** The whole gap, nothing of it avoidable. */
  static Verdict blameless(Gap gap, StallCause cause, double confidence) {
    return new Verdict(cause, gap.endNanos(), 0, confidence);
  }

  /** The whole gap, all of it avoidable. */
  static Verdict lost(Gap gap, StallCause cause, double confidence) {
    return new Verdict(cause, gap.endNanos(), gap.durationNanos(), confidence);
  }

  /** The gap up to a time, of which a share was avoidable. */
  static Verdict partly(
      Gap gap, StallCause cause, long untilNanos, double lostShare, double confidence) {
    long lost = Math.round((untilNanos - gap.startNanos()) * lostShare);
    return new Verdict(cause, untilNanos, Math.max(0, lost), confidence);
  }

  /** The same, of which no more was avoidable than the path was not in use. */
  Verdict whereUnused(Gap gap, Direction direction) {
    long unused = gap.scene().limits().unusedNanos(direction, gap.startNanos(), untilNanos);
    return unused >= lostNanos ? this : new Verdict(cause, untilNanos, unused, confidence);
  }

  /** The whole gap, of which {@code pathNanos} had to pass in any case. */
  static Verdict beyond(Gap gap, StallCause cause, long pathNanos, double confidence) {
    return new Verdict(
        cause, gap.endNanos(), Math.max(0, gap.durationNanos() - pathNanos), confidence);
  }
}
