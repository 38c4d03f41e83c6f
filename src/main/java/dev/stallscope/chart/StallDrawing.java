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
   * The label: on a plate of the panel's colour inside the interval where it fits, else beside it
   * where there is room, else cut inside the interval.
   *
   * @param from where the interval begins to be visible
   * @param to where it ends to be visible
   * @param middle y of its middle
   * @param freeFrom where the space after the bar begins
   * @param freeTo where it ends
   */
  public static List<Mark> label(
      String text,
      double from,
      double to,
      double middle,
      double freeFrom,
      double freeTo,
      TextMeter meter) {
    double width = meter.width(text, STYLE);
    if (width + 4 * PADDING <= to - from) {
      return onPlate(text, width, from, middle, meter);
    }
    if (freeFrom + PADDING + width <= freeTo) {
      double x = freeFrom + PADDING;
      return List.of(new Mark.Label(x, middle, text, STYLE, Tone.STALL, Mark.Anchor.START));
    }
    String inside = meter.fit(text, STYLE, to - from - 4 * PADDING);
    return inside.length() < LEAST_LETTERS
        ? List.of()
        : onPlate(inside, meter.width(inside, STYLE), from, middle, meter);
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
