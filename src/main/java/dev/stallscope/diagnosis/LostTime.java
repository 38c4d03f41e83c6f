package dev.stallscope.diagnosis;

import dev.stallscope.time.TimeSpan;

/**
 * An interval that charts show as lost time, since a finding tells of it.
 *
 * @param rule id of the finding's rule
 * @param connection id of the connection that it was lost on, or -1
 * @param exchange id of the exchange that lost it, or -1
 * @param lostNanos the avoidable part; 0 where another one has it that lost it at the same time
 */
public record LostTime(String rule, int connection, int exchange, TimeSpan span, long lostNanos) {
  public long startNanos() {
    return span.startNanos();
  }

  public long endNanos() {
    return span.endNanos();
  }

  public long durationNanos() {
    return span.durationNanos();
  }

  /** This and a later one of the same finding as one, with what lies between. */
  public LostTime joined(LostTime later) {
    TimeSpan both = new TimeSpan(startNanos(), Math.max(endNanos(), later.endNanos()));
    return new LostTime(rule, connection, exchange, both, lostNanos + later.lostNanos);
  }
}
