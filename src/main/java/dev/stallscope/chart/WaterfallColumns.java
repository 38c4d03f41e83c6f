package dev.stallscope.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a waterfall: start, label, status, those that were added, size, duration, and the
 * bars in all the rest. In a narrow one they share the room as {@link WaterfallRoom} says. All are
 * x in logical pixels.
 *
 * @param startRight where start times end, 0 where there is no such column
 * @param labelLeft where labels begin
 * @param labelRight where they end
 * @param statusRight where the status ends
 * @param extras where those that were added are, as far as there is room
 * @param sizeRight where sizes end, 0 where there is no such column
 * @param durationRight where durations end
 * @param barLeft where the time axis begins
 * @param barRight where it ends
 */
public record WaterfallColumns(
    double startRight,
    double labelLeft,
    double labelRight,
    double statusRight,
    List<Place> extras,
    double sizeRight,
    double durationRight,
    double barLeft,
    double barRight) {
  private static final double SCROLL_BAR = 14;
  static final double GUTTER = 14;
  static final double GAP = 10;
  static final double START = 52;
  static final double STATUS = 56;
  static final double SIZE = 62;
  static final double DURATION = 62;
  private static final double BAR_MIN = 80;
  private static final double INDENT = 14;

  /**
   * A column that can be added.
   *
   * @param width at the designed size of text
   * @param isText whether it begins at the left, as numbers do not
   */
  public record Extra(double width, boolean isText, Tone tone) {
    private static final double TEXT_MIN = 64;
    private static final double TEXT_SHARE = 0.6;

    /** Words may be cut where there is little room, which numbers must not be. */
    double least() {
      return isText ? Math.min(width, Math.max(TEXT_MIN, TEXT_SHARE * width)) : width;
    }
  }

  /** Where a column that was added is. */
  public record Place(double left, double right, Extra extra) {
    private Place scaled(double scale) {
      return new Place(left * scale, right * scale, extra);
    }
  }

  /**
   * The texts of a row; empty ones are not drawn.
   *
   * @param extras of the columns that were added, which may be more than there is room for
   */
  public record Texts(
      String start,
      String label,
      String status,
      List<String> extras,
      String size,
      String duration,
      int depth) {
    /** Without columns that were added. */
    public Texts(
        String start, String label, String status, String size, String duration, int depth) {
      this(start, label, status, List.of(), size, duration, depth);
    }

    /** The same with another start. */
    public Texts withStart(String other) {
      return new Texts(other, label, status, extras, size, duration, depth);
    }
  }

  /**
   * How a row is told apart.
   *
   * @param status the tone of the status
   * @param duration the tone of the duration
   * @param isStrong whether the label is a heading
   */
  public record Emphasis(Tone status, Tone duration, boolean isStrong) {}

  /** Columns for a pane with a list that may have a scroll bar. */
  public static WaterfallColumns ofPane(double width, double scale, List<Extra> extras) {
    return of(Math.max(1, width - SCROLL_BAR), scale, extras);
  }

  /** Columns for a width, none added. */
  public static WaterfallColumns of(double width, double scale) {
    return of(width, scale, List.of());
  }

  /**
   * Columns for a width.
   *
   * @param scale how much larger than designed text is
   */
  public static WaterfallColumns of(double width, double scale, List<Extra> extras) {
    double logical = width / scale;
    WaterfallRoom room = WaterfallRoom.of(logical, extras);
    double x = GUTTER;
    double startRight = 0;
    if (room.hasStart()) {
      startRight = x + START;
      x = startRight + GAP;
    }
    double labelLeft = x;
    x += room.label();
    double labelRight = x;
    x += STATUS;
    double statusRight = x;
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < room.extras().size(); i++) {
      places.add(new Place(x, x + room.extras().get(i), extras.get(i)).scaled(scale));
      x += room.extras().get(i);
    }
    double sizeRight = 0;
    if (room.hasSize()) {
      x += SIZE;
      sizeRight = x;
    }
    x += DURATION;
    double barLeft = x + GUTTER;
    double barRight = Math.max(barLeft + BAR_MIN, logical - GUTTER);
    return new WaterfallColumns(
        startRight * scale,
        labelLeft * scale,
        labelRight * scale,
        statusRight * scale,
        List.copyOf(places),
        sizeRight * scale,
        x * scale,
        barLeft * scale,
        barRight * scale);
  }

  /** The texts of one row, numbers to the right; what does not fit ends in an ellipsis. */
  public List<Mark> row(Texts texts, Emphasis emphasis, double middle, TextMeter meter) {
    List<Mark> marks = new ArrayList<>();
    TextStyle style = emphasis.isStrong() ? TextStyle.BODY_STRONG : TextStyle.BODY;
    double left = labelLeft + Math.min(texts.depth() * INDENT, (labelRight - labelLeft) / 2);
    // what has no status, such as what is encrypted, may be named where it would stand
    double usual = texts.status().isEmpty() ? statusRight : labelRight;
    double right = emphasis.isStrong() ? headingRight(texts, meter) : usual;
    String label = meter.fit(texts.label(), style, right - left);
    add(marks, left, middle, label, style, Tone.TEXT, false);
    if (startRight > 0) {
      right(marks, startRight, middle, texts.start(), Tone.DIM);
    }
    if (!texts.status().isEmpty()) {
      double labelEnd = Math.min(labelRight, left + meter.width(label, style));
      double room = statusRight - labelEnd - GAP;
      String status = meter.fit(texts.status(), TextStyle.SECONDARY, room);
      right(marks, statusRight, middle, status, emphasis.status());
    }
    for (int i = 0; i < Math.min(extras.size(), texts.extras().size()); i++) {
      extra(marks, extras.get(i), middle, texts.extras().get(i), meter);
    }
    if (sizeRight > 0) {
      right(marks, sizeRight, middle, texts.size(), Tone.DIM);
    }
    right(marks, durationRight, middle, texts.duration(), emphasis.duration());
    return marks;
  }

  /** A heading goes on until the first number behind it. */
  private double headingRight(Texts texts, TextMeter meter) {
    boolean hasSize = sizeRight > 0 && !texts.size().isEmpty();
    double end = hasSize ? sizeRight : durationRight;
    String number = hasSize ? texts.size() : texts.duration();
    return end - meter.width(number, TextStyle.SECONDARY) - GAP;
  }

  private static void extra(
      List<Mark> marks, Place place, double middle, String text, TextMeter meter) {
    double left = place.left() + GAP;
    String fitting = meter.fit(text, TextStyle.SECONDARY, place.right() - left);
    boolean isText = place.extra().isText();
    double x = isText ? left : place.right();
    add(marks, x, middle, fitting, TextStyle.SECONDARY, place.extra().tone(), !isText);
  }

  private static void right(List<Mark> marks, double x, double middle, String text, Tone tone) {
    add(marks, x, middle, text, TextStyle.SECONDARY, tone, true);
  }

  private static void add(
      List<Mark> marks,
      double x,
      double middle,
      String text,
      TextStyle style,
      Tone tone,
      boolean isRight) {
    if (!text.isEmpty()) {
      Mark.Anchor anchor = isRight ? Mark.Anchor.END : Mark.Anchor.START;
      marks.add(new Mark.Label(x, middle, text, style, tone, anchor));
    }
  }
}
