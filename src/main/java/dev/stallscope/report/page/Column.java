package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import java.util.List;

/** Text from top to bottom of a frame; what finds no room is left out, never cut through. */
final class Column {
  private static final double LEADING = 1.4;

  private final Frame frame;
  private final TextMeter meter;
  private final List<Mark> marks;
  private double y;

  Column(Frame frame, TextMeter meter, List<Mark> marks) {
    this.frame = frame;
    this.meter = meter;
    this.marks = marks;
    y = frame.y();
  }

  static double lineHeight(TextStyle style) {
    return Math.ceil(style.size() * LEADING);
  }

  /** Where the next line begins. */
  double y() {
    return y;
  }

  void space(double height) {
    y += height;
  }

  /** The height that is still free. */
  double left() {
    return frame.bottom() - y;
  }

  /** How many lines of a style still fit. */
  int room(TextStyle style) {
    return (int) Math.max(0, Math.floor(left() / lineHeight(style)));
  }

  /** How many lines all of a text takes. */
  int lines(String text, TextStyle style) {
    return new TextFlow(meter).lines(text, style, frame.width(), Integer.MAX_VALUE).size();
  }

  /** A small heading, if something fits below it. */
  boolean caption(String text, TextStyle below) {
    double needed = lineHeight(TextStyle.SECONDARY) + lineHeight(below);
    return y + needed <= frame.bottom() && paragraph(text, TextStyle.SECONDARY, Tone.DIM, 1);
  }

  /** A text on as many lines as it takes, at most {@code maxLines}. */
  boolean paragraph(String text, TextStyle style, Tone tone, int maxLines) {
    int most = Math.min(maxLines, room(style));
    if (most < 1) {
      return false;
    }
    for (String line : new TextFlow(meter).lines(text, style, frame.width(), most)) {
      line(line, style, tone);
    }
    return true;
  }

  /**
   * A text if all of it fits.
   *
   * @param above free height between it and what is there
   * @param below height that has to stay free under it
   */
  void wholeParagraph(String text, TextStyle style, Tone tone, double above, double below) {
    int lines = lines(text, style);
    if (y + above + lines * lineHeight(style) + below <= frame.bottom()) {
      space(above);
      paragraph(text, style, tone, lines);
    }
  }

  /** A name at the left and its value at the right edge, on one line. */
  boolean pair(String name, String value, TextStyle style) {
    if (room(style) < 1) {
      return false;
    }
    double gap = style.size();
    double valueWidth = Math.min(meter.width(value, style), frame.width() * 0.6);
    String fittedName = meter.fit(name, style, frame.width() - valueWidth - gap);
    double free = frame.width() - meter.width(fittedName, style) - gap;
    double middle = y + lineHeight(style) / 2;
    marks.add(
        new Mark.Label(
            frame.right(),
            middle,
            meter.fit(value, style, free),
            style,
            Tone.TEXT,
            Mark.Anchor.END));
    line(fittedName, style, Tone.DIM);
    return true;
  }

  private void line(String text, TextStyle style, Tone tone) {
    double middle = y + lineHeight(style) / 2;
    marks.add(new Mark.Label(frame.x(), middle, text, style, tone, Mark.Anchor.START));
    y += lineHeight(style);
  }
}
