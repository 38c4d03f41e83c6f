package dev.stallscope.exchange;

import dev.stallscope.time.Nanos;
import java.util.OptionalLong;

/** How exactly a time that was set ends what it is set for. */
final class TimeLimit {
  /** What a timer of the client may be late, and its request on the way into the network. */
  private static final long SLACK_NANOS = Nanos.ofMillis(20);

  private static final int SLACK_PART = 20;

  private TimeLimit() {}

  /**
   * Whether a limit had just been reached.
   *
   * @param limit in nanoseconds, empty where there is none
   */
  static boolean isUp(OptionalLong limit, long elapsedNanos) {
    long most = limit.orElse(0);
    long slack = Math.max(SLACK_NANOS, most / SLACK_PART);
    return most > 0 && Math.abs(elapsedNanos - most) <= slack;
  }
}
