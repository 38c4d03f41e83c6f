package dev.stallscope.diagnosis;

import dev.stallscope.measure.Measurements;

/**
 * What a rule may look at.
 *
 * @param measurements of one capture
 * @param waits the same by cause, each interval once
 */
public record RuleContext(Measurements measurements, Waits waits) {
  public RuleContext(Measurements measurements) {
    this(measurements, Waits.of(measurements));
  }
}
