package dev.stallscope.probe;

import dev.stallscope.time.Nanos;
import java.time.Instant;

/**
 * Epoch nanoseconds that never run backwards: the wall clock is looked at once, the rest is counted
 * from there.
 *
 * @param offsetNanos what {@link System#nanoTime()} lacks of the epoch's time
 */
record ProbeClock(long offsetNanos) {
  static ProbeClock start() {
    Instant now = Instant.now();
    long epochNanos = Nanos.ofSeconds(now.getEpochSecond()) + now.getNano();
    return new ProbeClock(epochNanos - System.nanoTime());
  }

  long nanos() {
    return System.nanoTime() + offsetNanos;
  }
}
