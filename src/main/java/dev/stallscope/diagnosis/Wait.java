package dev.stallscope.diagnosis;

import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.TimeSpan;

/**
 * An interval with its one cause, and whom it held up.
 *
 * @param exchange id of the exchange, or -1 where none was open
 * @param connection id of the TCP connection, or -1
 */
public record Wait(int exchange, int connection, CauseInterval interval) {
  public StallCause cause() {
    return interval.cause();
  }

  public TimeSpan span() {
    return new TimeSpan(interval.startNanos(), interval.endNanos());
  }

  public long durationNanos() {
    return interval.durationNanos();
  }

  public long lostNanos() {
    return interval.lostNanos();
  }

  /** The avoidable part as a claim. */
  public TimeClaim claim() {
    return new TimeClaim(exchange, connection, span(), Math.min(lostNanos(), durationNanos()));
  }
}
