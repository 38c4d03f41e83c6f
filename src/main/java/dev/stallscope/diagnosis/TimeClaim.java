package dev.stallscope.diagnosis;

import dev.stallscope.time.TimeSpan;

/**
 * Time that a finding holds to be lost: a rule states it, the engine charges it.
 *
 * @param exchange id of the exchange that lost it, or -1
 * @param connection id of the TCP connection it was lost on, or -1
 * @param span the interval
 * @param lostNanos the avoidable part of the interval
 */
public record TimeClaim(int exchange, int connection, TimeSpan span, long lostNanos) {
  public TimeClaim {
    if (lostNanos < 0 || lostNanos > span.durationNanos()) {
      throw new IllegalArgumentException("lost " + lostNanos + " ns of " + span);
    }
  }

  TimeClaim charged(long nanos) {
    return new TimeClaim(exchange, connection, span, nanos);
  }
}
