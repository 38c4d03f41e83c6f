package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.report.TimeShare;
import dev.stallscope.time.DurationText;
import java.util.ArrayList;
import java.util.List;

/** The time of an exchange as one bar by cause, the widths in proportion. */
final class AccountBar {
  private static final double GAP = 2;
  private static final double MIN_WIDTH = 3;
  private static final double RADIUS = 3;
  private static final double PADDING = 8;
  private static final double SQUARE = 9;
  private static final double ENTRY_GAP = 22;
  private static final TextStyle INSIDE = TextStyle.BODY_STRONG;
  private static final TextStyle BELOW = TextStyle.SECONDARY;

  private final TextMeter meter;

  AccountBar(TextMeter meter) {
    this.meter = meter;
  }

  /**
   * The bar at the top of the frame, below it what has no room inside.
   *
   * @param shares in the order of the bar, none of them empty
   * @param height of the bar alone
   */
  List<Mark> marks(List<TimeShare> shares, Frame frame, double height) {
    List<Mark> marks = new ArrayList<>();
    List<TimeShare> unnamed = new ArrayList<>();
    double total = shares.stream().mapToLong(TimeShare::nanos).sum();
    double room = frame.width() - (shares.size() - 1) * (GAP + MIN_WIDTH) - MIN_WIDTH;
    double x = frame.x();
    for (TimeShare share : shares) {
      double width = MIN_WIDTH + room * share.nanos() / total;
      marks.add(new Mark.Bar(x, frame.y(), width, height, share.tone(), RADIUS, share.opacity()));
      if (!inside(share, x, frame.y() + height / 2, width, marks)) {
        unnamed.add(share);
      }
      x += width + GAP;
    }
    legend(unnamed, frame, frame.y() + height + Column.lineHeight(BELOW) / 2 + 4, marks);
    return marks;
  }

  /** Where marks of a bar end. */
  static double bottom(List<Mark> bar) {
    double bottom = 0;
    for (Mark mark : bar) {
      bottom =
          Math.max(
              bottom,
              switch (mark) {
                case Mark.Bar one -> one.y() + one.height();
                case Mark.Label label -> label.y() + Column.lineHeight(label.style()) / 2;
                default -> bottom;
              });
    }
    return bottom;
  }

  private boolean inside(TimeShare share, double x, double middle, double width, List<Mark> marks) {
    String text = text(share);
    if (meter.width(text, INSIDE) + 2 * PADDING > width) {
      return false;
    }
    // a bar that lets the panel shine through is too near to its colour
    Tone tone = share.opacity() < 1 ? Tone.TEXT : share.tone().inside();
    marks.add(new Mark.Label(x + PADDING, middle, text, INSIDE, tone, Mark.Anchor.START));
    return true;
  }

  private void legend(List<TimeShare> shares, Frame frame, double middle, List<Mark> marks) {
    double x = frame.x();
    for (TimeShare share : shares) {
      String text = text(share);
      double textX = x + SQUARE + 5;
      double end = textX + meter.width(text, BELOW);
      if (end > frame.right()) {
        return;
      }
      marks.add(
          new Mark.Bar(x, middle - SQUARE / 2, SQUARE, SQUARE, share.tone(), 2, share.opacity()));
      marks.add(new Mark.Label(textX, middle, text, BELOW, Tone.DIM, Mark.Anchor.START));
      x = end + ENTRY_GAP;
    }
  }

  private static String text(TimeShare share) {
    return share.name() + " " + DurationText.of(share.nanos());
  }
}
