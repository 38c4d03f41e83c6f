package dev.stallscope.chart;

import java.util.ArrayList;
import java.util.List;

/** The ruler of a time axis: round times with lines through what is below. */
public final class TimeRuler {
  private static final double GAP = 4;

  /** How far a label may stand over the end of the axis: beside each there is a gutter. */
  private static final double OVERHANG = 14;

  /** More than the widest label and its gap take at the designed size of text. */
  private static final double LABEL = 58;

  private static final double ROWS_SPACING = 76;

  private final TimeScale scale;
  private final List<TimeScale.Tick> ticks;

  /**
   * A ruler on a scale.
   *
   * @param zeroNanos the time that is called 0
   * @param spacing the least distance between two marks in pixels
   */
  public TimeRuler(TimeScale scale, long zeroNanos, double spacing) {
    this.scale = scale;
    ticks = scale.ticks(zeroNanos, spacing);
  }

  /**
   * The ruler above rows, whose marks stand further apart where text is so much larger than
   * designed that one would cover the label of the one before.
   *
   * @param zeroNanos the time that is called 0
   */
  public static TimeRuler ofRows(TimeScale scale, long zeroNanos, TextMeter meter) {
    return new TimeRuler(scale, zeroNanos, Math.max(ROWS_SPACING, LABEL * meter.scale()));
  }

  /** The vertical lines behind rows. */
  public List<Mark> grid(double top, double height) {
    List<Mark> marks = new ArrayList<>();
    for (TimeScale.Tick tick : ticks) {
      marks.add(new Mark.Line(tick.x(), top, tick.x(), top + height, Tone.LINE, 1, false));
    }
    return marks;
  }

  /** The labels, each to the right of its line. */
  public List<Mark> labels(double middle, TextMeter meter) {
    List<Mark> marks = new ArrayList<>();
    for (TimeScale.Tick tick : ticks) {
      double x = tick.x() + GAP;
      if (x + meter.width(tick.label(), TextStyle.SECONDARY) <= scale.right() + OVERHANG) {
        marks.add(
            new Mark.Label(
                x, middle, tick.label(), TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.START));
      }
    }
    return marks;
  }

  /** The ruler itself: labels, and lines in its lower half. */
  public List<Mark> marks(double height, TextMeter meter) {
    List<Mark> marks = new ArrayList<>(grid(height / 2, height / 2));
    marks.addAll(labels(height / 2, meter));
    return marks;
  }
}
