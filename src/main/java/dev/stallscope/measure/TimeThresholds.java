package dev.stallscope.measure;

import dev.stallscope.time.Nanos;

/** Lengths of time that several measures judge by. */
public final class TimeThresholds {
  /** Shorter silences are not looked into (STALLS 2.1). */
  public static final long WAIT_NANOS = Nanos.ofMillis(1);

  /** Shorter waits are never drawn as stalls (STALLS 2.1). */
  public static final long STALL_NANOS = Nanos.ofMillis(10);

  /** Exchanges of one client closer than this belong to one piece of work (STALLS 6.1). */
  public static final long SESSION_PAUSE_NANOS = Nanos.ofSeconds(1);

  private TimeThresholds() {}
}
