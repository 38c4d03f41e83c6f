package dev.stallscope.chart;

import dev.stallscope.diagnosis.LostTime;
import java.util.ArrayList;
import java.util.List;

/** How a stall looks everywhere: hatched, outlined, and with its label. */
public final class StallDrawing {
  private static final TextStyle STYLE = TextStyle.SECONDARY_STRONG;
  private static final double PADDING = 5;
  private static final double PLATE_HEIGHT = 14;

  /** A label that is no further from its interval still belongs to it, pixels. */
  private static final double CLOSE = 24;

  private static final double WASH = 0.14;
  private static final double RADIUS = 3;

  /** A gap between stalls that is narrower cannot be seen, pixels. */
  private static final double NEAR = 4;

  /** How pale phases are below lost time: red on green is seen by few, and on a pale one by all. */
  private static final double VEIL = 0.6;

  private static final double VEIL_RADIUS = 2;

  private StallDrawing() {}

  /**
   * Lost times of one finding are one where the outlines of many would hide what is between them.
   *
   * @param lost by start
   */
  static List<LostTime> joined(List<LostTime> lost, TimeScale scale) {
    List<LostTime> joined = new ArrayList<>();
    for (LostTime stall : lost) {
      LostTime last = joined.isEmpty() ? stall : joined.getLast();
      boolean isNear = scale.width(stall.startNanos() - last.endNanos()) < NEAR;
      if (!joined.isEmpty() && last.rule().equals(stall.rule()) && isNear) {
        joined.set(joined.size() - 1, last.joined(stall));
      } else {
        joined.add(stall);
      }
    }
    return joined;
  }

  /** The interval in front of the bar of a phase, which becomes pale below it. */
  static List<Mark> overBar(double x, double y, double width, double height) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Bar(x, y, width, height, Tone.PANEL, VEIL_RADIUS, VEIL));
    marks.addAll(interval(x, y, width, height));
    return marks;
  }

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
   * The label: on a plate of the panel's colour inside the interval where it fits, else behind the
   * bar or before it, where the interval is near and then where it is not; never over what was not
   * lost, and never cut.
   *
   * @param wordings what it may say, the fullest first; the first that has a place is taken
   * @param from where the interval begins to be visible
   * @param to where it ends to be visible
   */
  static List<Mark> label(List<String> wordings, double from, double to, Row row, TextMeter meter) {
    return wordings.stream()
        .map(text -> placed(text, from, to, row, Double.MAX_VALUE, meter))
        .filter(marks -> !marks.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /**
   * The marks of a label where it has a place.
   *
   * @param reach how far the end of the bar at which it stands may be from the interval
   */
  private static List<Mark> placed(
      String text, double from, double to, Row row, double reach, TextMeter meter) {
    double width = meter.width(text, STYLE);
    if (width + 4 * PADDING <= to - from) {
      return onPlate(text, width, from, row.middle, meter);
    }
    double behind = row.to - to;
    double before = from - row.from;
    boolean fitsBehind = behind <= reach && row.to + roomBehind(text, meter) <= row.right;
    boolean fitsBefore = before <= reach && row.from - PADDING - width >= row.left;
    if (fitsBehind && (!fitsBefore || behind <= Math.max(CLOSE, before))) {
      return List.of(beside(text, row.to + PADDING, row.middle, Mark.Anchor.START));
    }
    return fitsBefore
        ? List.of(beside(text, row.from - PADDING, row.middle, Mark.Anchor.END))
        : List.of();
  }

  /** How many pixels a label lacks behind the bar; 0 where it has a place. */
  static double lacking(String text, double from, double to, Row row, TextMeter meter) {
    // at the end of its bar it is better behind than at the far end
    double reach = row.to - to <= CLOSE ? CLOSE : Double.MAX_VALUE;
    return placed(text, from, to, row, reach, meter).isEmpty()
        ? row.to + roomBehind(text, meter) - row.right
        : 0;
  }

  /** How many pixels a label takes behind a bar. */
  static double roomBehind(String text, TextMeter meter) {
    return PADDING + meter.width(text, STYLE);
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
