package dev.stallscope.chart;

import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps epoch nanoseconds to x, linearly.
 *
 * @param span what is visible, longer than nothing
 * @param left x of its start
 * @param right x of its end, greater than {@code left}
 */
public record TimeScale(TimeSpan span, double left, double right) {
  /** The most that can be zoomed in: finer than any capture's clock. */
  public static final long SHORTEST_NANOS = 1_000;

  public TimeScale {
    if (span.durationNanos() <= 0 || right <= left) {
      throw new IllegalArgumentException("empty scale: " + span + " on " + left + ".." + right);
    }
  }

  /** A mark of a ruler. */
  public record Tick(double x, String label) {}

  public double x(long epochNanos) {
    return left + (epochNanos - span.startNanos()) * pixelsPerNano();
  }

  /** The width of a duration in pixels. */
  public double width(long nanos) {
    return nanos * pixelsPerNano();
  }

  public long nanosAt(double x) {
    return span.startNanos() + Math.round((x - left) / pixelsPerNano());
  }

  private double pixelsPerNano() {
    return (right - left) / span.durationNanos();
  }

  /**
   * The scale after zooming with the time under {@code x} held in place, kept inside of {@code
   * whole}.
   *
   * @param factor above 1 to see less in more detail
   */
  public TimeScale zoomed(double x, double factor, TimeSpan whole) {
    long wanted = Math.round(span.durationNanos() / factor);
    long duration =
        Math.clamp(wanted, SHORTEST_NANOS, Math.max(SHORTEST_NANOS, whole.durationNanos()));
    long start = nanosAt(x) - Math.round((x - left) / (right - left) * duration);
    return within(start, duration, whole);
  }

  /** The scale moved by {@code pixels} to later times, kept inside of {@code whole}. */
  public TimeScale moved(double pixels, TimeSpan whole) {
    return within(
        span.startNanos() + Math.round(pixels / pixelsPerNano()), span.durationNanos(), whole);
  }

  private TimeScale within(long start, long duration, TimeSpan whole) {
    long latest = Math.max(whole.startNanos(), whole.endNanos() - duration);
    long kept = Math.clamp(start, whole.startNanos(), latest);
    return new TimeScale(new TimeSpan(kept, kept + duration), left, right);
  }

  /**
   * Round times for a ruler, all in one unit.
   *
   * @param zeroNanos the time that is called 0
   * @param spacing the least distance between two marks in pixels
   */
  public List<Tick> ticks(long zeroNanos, double spacing) {
    double atLeast = spacing / pixelsPerNano();
    boolean isDays = atLeast > Nanos.PER_DAY / 4.0;
    long step = isDays ? Nanos.PER_DAY * roundStep(atLeast / Nanos.PER_DAY) : roundStep(atLeast);
    List<Tick> ticks = new ArrayList<>();
    long from = span.startNanos() - zeroNanos;
    long to = span.endNanos() - zeroNanos;
    long largest = Math.max(Math.abs(from), Math.abs(to));
    for (long at = Math.ceilDiv(from, step) * step; at <= to; at += step) {
      ticks.add(new Tick(x(zeroNanos + at), label(at, step, largest)));
    }
    return ticks;
  }

  static long roundStep(double atLeast) {
    long power = 1;
    while (true) {
      for (int digit : new int[] {1, 2, 5}) {
        if (power * digit >= atLeast) {
          return power * digit;
        }
      }
      power *= 10;
    }
  }

  /**
   * A time in the unit that suits the steps, or in a larger one where it would take thousands.
   *
   * @param largest of the times that are written in one unit, without its sign
   */
  static String label(long nanos, long step, long largest) {
    if (step >= Nanos.PER_DAY) {
      return decimal(nanos, Nanos.PER_DAY, step) + " d";
    }
    if (step >= Nanos.PER_MILLI * 100 || largest >= Nanos.PER_SECOND) {
      return decimal(nanos, Nanos.PER_SECOND, step) + " s";
    }
    if (step >= Nanos.PER_MICRO * 100 || largest >= Nanos.PER_MILLI) {
      return decimal(nanos, Nanos.PER_MILLI, step) + " ms";
    }
    return decimal(nanos, Nanos.PER_MICRO, step) + " µs";
  }

  static String decimal(long nanos, long unit, long step) {
    int decimals = 0;
    for (long scale = unit; step < scale; scale /= 10) {
      decimals++;
    }
    return String.format(Locale.ROOT, "%,." + decimals + "f", (double) nanos / unit);
  }
}
