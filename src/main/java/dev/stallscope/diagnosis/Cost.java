package dev.stallscope.diagnosis;

import java.util.List;

/**
 * What a finding cost, and within which bounds that makes it severe.
 *
 * @param claims where time was lost; after charging, together exactly the finding's time lost
 * @param atLeast severity whatever the time: for what failed, and for captures that forbid a
 *     judgement
 * @param atMost severity whatever the time: for what is usual on a healthy path
 */
public record Cost(List<TimeClaim> claims, Severity atLeast, Severity atMost) {
  public Cost {
    claims = List.copyOf(claims);
    if (atLeast.compareTo(atMost) > 0) {
      throw new IllegalArgumentException("at least " + atLeast + ", at most " + atMost);
    }
  }

  /** What cost nobody any time. */
  public static Cost none() {
    return new Cost(List.of(), Severity.INFO, Severity.INFO);
  }

  /** The time of all claims, nanoseconds. */
  public long lostNanos() {
    return claims.stream().mapToLong(TimeClaim::lostNanos).sum();
  }

  Cost charged(List<TimeClaim> charged) {
    return new Cost(charged, atLeast, atMost);
  }

  Severity bounded(Severity severity) {
    if (severity.compareTo(atLeast) < 0) {
      return atLeast;
    }
    return severity.compareTo(atMost) > 0 ? atMost : severity;
  }
}
