package dev.stallscope.time;

/** Conversions to nanoseconds, the only unit of time below the formatting of text. */
public final class Nanos {
  public static final long PER_MICRO = 1_000L;
  public static final long PER_MILLI = 1_000_000L;
  public static final long PER_SECOND = 1_000_000_000L;
  public static final long PER_DAY = 86_400 * PER_SECOND;

  private Nanos() {}

  public static long ofMicros(long micros) {
    return micros * PER_MICRO;
  }

  public static long ofMillis(long millis) {
    return millis * PER_MILLI;
  }

  public static long ofSeconds(long seconds) {
    return seconds * PER_SECOND;
  }
}
