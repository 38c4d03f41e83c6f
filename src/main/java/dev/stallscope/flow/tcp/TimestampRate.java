package dev.stallscope.flow.tcp;

import dev.stallscope.time.Nanos;

/** How fast the clocks tick that hosts stamp their TCP segments with (RFC 7323 5.4). */
public final class TimestampRate {
  /** Ticks a second that systems use: Linux, Windows, BSD, older ones. */
  private static final long[] USUAL = {1000, 250, 100, 10, 2};

  /** A measured rate so near to a usual one is that one. */
  private static final double SNAP = 0.15;

  private TimestampRate() {}

  /** The usual rate nearest to what was measured, ticks a second; 0 where none is near. */
  public static long usual(long ticks, long nanos) {
    double measured = (double) ticks * Nanos.PER_SECOND / nanos;
    for (long usual : USUAL) {
      if (Math.abs(measured - usual) <= SNAP * usual) {
        return usual;
      }
    }
    return 0;
  }

  /** The usual rates, ticks a second, the commonest first. */
  public static long[] usual() {
    return USUAL.clone();
  }
}
