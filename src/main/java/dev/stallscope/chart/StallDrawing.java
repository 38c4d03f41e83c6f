package dev.stallscope.chart;

import java.util.List;

/** How a stall looks everywhere: hatched, outlined, and with its label. */
public final class StallDrawing {
  private static final TextStyle STYLE = TextStyle.SECONDARY_STRONG;
  private static final double PADDING = 5;
  private static final double PLATE_HEIGHT = 14;

  /** Shorter beginnings say nothing. */
  private static final int LEAST_LETTERS = 6;

  private static final double WASH = 0.14;
  private static final double RADIUS = 3;

  private StallDrawing() {}

  /** The interval itself, in front of what it stalled. */
  public static List<Mark> interval(double x, double y, double width, double height) {
    return interval(x, y, width, height, Tone.STALL);
  }

  /** An interval that is told from others by its tone. */
  public static List<Mark> interval(double x, double y, double width, double height, Tone tone) {
    return List.of(
        new Mark.Bar(x, y, width, height, tone, RADIUS, WASH),
        new Mark.Hatch(x, y, width, height, tone),
        new Mark.Outline(x, y, width, height, tone, RADIUS, false));
  }

  /**
   * Where a label may stand, all of it x.
   *
   * @param left where the chart begins
   * @param from where the bar begins that the interval is part of
   * @param to where the bar ends
   * @param right where the chart ends
   * @param middle y of the bar's middle
   */
  record Row(double left, double from, double to, double right, double middle) {}

  /**
   * The label: on a plate of the panel's colour inside the interval where it fits, else behind or
   * before the bar where there is room, else over the bar, on the interval itself only if nothing
   * else is left of it, else cut inside the interval.
   *
   * @param from where the interval begins to be visible
   * @param to where it ends to be visible
   */
  static List<Mark> label(String text, double from, double to, Row row, TextMeter meter) {
    double width = meter.width(text, STYLE);
    double plate = width + 4 * PADDING;
    if (plate <= to - from) {
      return onPlate(text, width, from, row.middle, meter);
    }
    if (row.to + PADDING + width <= row.right) {
      return List.of(beside(text, row.to + PADDING, row.middle, Mark.Anchor.START));
    }
    if (row.from - PADDING - width >= row.left) {
      return List.of(beside(text, row.from - PADDING, row.middle, Mark.Anchor.END));
    }
    if (plate <= row.to - row.from) {
      return onPlate(text, width, overBar(plate, from, to, row), row.middle, meter);
    }
    String inside = meter.fit(text, STYLE, to - from - 4 * PADDING);
    return inside.length() < LEAST_LETTERS
        ? List.of()
        : onPlate(inside, meter.width(inside, STYLE), from, row.middle, meter);
  }

  /** Behind the interval, before it, or on it. */
  private static double overBar(double plate, double from, double to, Row row) {
    if (to + plate <= row.to) {
      return to;
    }
    return from - plate >= row.from ? from - plate : Math.min(from, row.to - plate);
  }

  private static Mark beside(String text, double x, double middle, Mark.Anchor anchor) {
    return new Mark.Label(x, middle, text, STYLE, Tone.STALL, anchor);
  }

  private static List<Mark> onPlate(
      String text, double width, double from, double middle, TextMeter meter) {
    double height = PLATE_HEIGHT * meter.scale();
    double top = middle - height / 2;
    double plate = width + 2 * PADDING;
    return List.of(
        new Mark.Bar(from + PADDING, top, plate, height, Tone.PANEL, RADIUS, 1),
        new Mark.Label(from + 2 * PADDING, middle, text, STYLE, Tone.STALL, Mark.Anchor.START));
  }
}
