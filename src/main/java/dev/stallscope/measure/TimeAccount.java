package dev.stallscope.measure;

import java.util.List;

/**
 * Who owned the time of one exchange: contiguous intervals from its start to its end, each with one
 * cause; neighbours with the same cause and proof are one interval.
 */
public record TimeAccount(int exchange, List<CauseInterval> intervals) {
  /** Time with the cause, nanoseconds. */
  public long durationNanos(StallCause cause) {
    long sum = 0;
    for (CauseInterval interval : intervals) {
      if (interval.cause() == cause) {
        sum += interval.durationNanos();
      }
    }
    return sum;
  }
}
