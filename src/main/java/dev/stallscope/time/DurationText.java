package dev.stallscope.time;

import java.util.Locale;

/**
 * Durations as a person reads them, with three significant digits: 87 µs, 1.24 ms, 312 ms, 4.2 s.
 */
public final class DurationText {
  private static final long DAY_SECONDS = 86_400;

  private DurationText() {}

  /** The duration with its unit; negative durations keep their sign. */
  public static String of(long nanos) {
    if (nanos < 0) {
      return "-" + of(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
    }
    if (nanos < Nanos.PER_MICRO) {
      return nanos + " ns";
    }
    if (nanos < Nanos.PER_MILLI - Nanos.PER_MICRO / 2) {
      return digits(nanos, Nanos.PER_MICRO) + " µs";
    }
    if (nanos < Nanos.PER_SECOND - Nanos.PER_MILLI / 2) {
      return digits(nanos, Nanos.PER_MILLI) + " ms";
    }
    if (nanos < 100 * Nanos.PER_SECOND) {
      return digits(nanos, Nanos.PER_SECOND) + " s";
    }
    long seconds = (nanos + Nanos.PER_SECOND / 2) / Nanos.PER_SECOND;
    if (seconds < 3600) {
      return seconds / 60 + " min" + rest(seconds % 60, " s");
    }
    if (seconds < 2 * DAY_SECONDS) {
      return seconds / 3600 + " h" + rest(seconds % 3600 / 60, " min");
    }
    return "%,d d".formatted(seconds / DAY_SECONDS) + rest(seconds % DAY_SECONDS / 3600, " h");
  }

  /** The same, and nothing for what took no time. */
  public static String unlessZero(long nanos) {
    return nanos == 0 ? "" : of(nanos);
  }

  private static String rest(long count, String unit) {
    return count == 0 ? "" : " " + count + unit;
  }

  private static String digits(long nanos, long unit) {
    double value = (double) nanos / unit;
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
