package dev.stallscope.ui.overview;

import dev.stallscope.chart.TimeScale;
import dev.stallscope.time.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a range of time with the mouse: a drag draws a new one, moves it when begun inside, and
 * moves an edge when begun there. Positions are x on the scale.
 */
final class Brush {
  /** How near to an edge takes hold of it, pixels. */
  private static final double GRIP = 5;

  /** A shorter drag is a click, which shows all of the time again, pixels. */
  private static final double MIN_DRAG = 3;

  /** What a press has taken hold of. */
  enum Hold {
    NOTHING,
    INSIDE,
    START,
    END
  }

  private Hold hold = Hold.NOTHING;
  private double pressedAt;
  private @Nullable TimeSpan before;

  /** What lies under {@code x}. */
  static Hold at(double x, @Nullable TimeSpan range, TimeScale scale) {
    if (range == null) {
      return Hold.NOTHING;
    }
    double from = scale.x(range.startNanos());
    double to = scale.x(range.endNanos());
    if (Math.abs(x - from) <= GRIP) {
      return Hold.START;
    }
    if (Math.abs(x - to) <= GRIP) {
      return Hold.END;
    }
    return x > from && x < to ? Hold.INSIDE : Hold.NOTHING;
  }

  void press(double x, @Nullable TimeSpan range, TimeScale scale) {
    hold = at(x, range, scale);
    pressedAt = x;
    before = range;
  }

  /** The range while the mouse is dragged to {@code x}. */
  @Nullable TimeSpan drag(double x, TimeScale scale) {
    TimeSpan old = before;
    if (old == null || hold == Hold.NOTHING) {
      return Math.abs(x - pressedAt) < MIN_DRAG ? old : between(pressedAt, x, scale);
    }
    double from = scale.x(old.startNanos());
    double to = scale.x(old.endNanos());
    return switch (hold) {
      case START -> between(x, to, scale);
      case END -> between(from, x, scale);
      case INSIDE, NOTHING -> moved(old, x - pressedAt, scale);
    };
  }

  /** The range after the mouse was released at {@code x}. */
  @Nullable TimeSpan release(double x, TimeScale scale) {
    boolean isClick = Math.abs(x - pressedAt) < MIN_DRAG;
    return isClick && hold == Hold.NOTHING ? null : drag(x, scale);
  }

  /** The range moved by {@code pixels}, kept inside of the scale. */
  static TimeSpan moved(TimeSpan range, double pixels, TimeScale scale) {
    double from = scale.x(range.startNanos());
    double width = scale.width(range.durationNanos());
    double start =
        Math.clamp(from + pixels, scale.left(), Math.max(scale.left(), scale.right() - width));
    long startNanos = scale.nanosAt(start);
    return new TimeSpan(startNanos, startNanos + range.durationNanos());
  }

  private static TimeSpan between(double a, double b, TimeScale scale) {
    double from = Math.clamp(Math.min(a, b), scale.left(), scale.right());
    double to = Math.clamp(Math.max(a, b), scale.left(), scale.right());
    return new TimeSpan(scale.nanosAt(from), scale.nanosAt(to));
  }
}
