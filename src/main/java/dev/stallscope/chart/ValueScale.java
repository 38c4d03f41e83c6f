package dev.stallscope.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to y, linearly; greater values are further up.
 *
 * @param low value at the bottom
 * @param high value at the top, greater than {@code low}
 * @param bottom y of the lowest value
 * @param top y of the highest, less than {@code bottom}
 */
public record ValueScale(long low, long high, double bottom, double top) {
  public ValueScale {
    if (high <= low || top >= bottom) {
      throw new IllegalArgumentException(
          "empty scale: " + low + ".." + high + " on " + bottom + ".." + top);
    }
  }

  /** A mark of an axis. */
  public record Tick(double y, String label) {}

  public double y(long value) {
    return bottom - ((double) value - low) * pixelsPerValue();
  }

  public long valueAt(double y) {
    return low + Math.round((bottom - y) / pixelsPerValue());
  }

  private double pixelsPerValue() {
    return (bottom - top) / ((double) high - low);
  }

  /**
   * Round values for an axis, all in one unit.
   *
   * @param base what is added to a value before it is rounded and written
   * @param spacing the least distance between two marks in pixels
   */
  public List<Tick> ticks(ValueUnit unit, long base, double spacing) {
    long step = TimeScale.roundStep(spacing / pixelsPerValue());
    List<Tick> ticks = new ArrayList<>();
    long first = Math.ceilDiv(low + base, step) * step;
    for (long at = first; at <= high + base; at += step) {
      ticks.add(new Tick(y(at - base), unit.label(at, step)));
    }
    return ticks;
  }
}
