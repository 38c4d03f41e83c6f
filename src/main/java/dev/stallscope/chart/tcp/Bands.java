package dev.stallscope.chart.tcp;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.measure.Stall;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What lasts: stalls and closed windows, through both plots. */
final class Bands {
  private static final double MIN_WIDTH = 2;
  static final double CLOSED = 0.16;
  private static final double WASH = 0.10;
  private static final double MUTE = 0.68;
  private static final double PLATE_HEIGHT = 20;
  private static final double PLATE_PADDING = 10;
  private static final double PLATE_GAP = 6;
  private static final int ROWS = 3;

  private final TcpGraphScales scales;

  Bands(TcpGraphScales scales) {
    this.scales = scales;
  }

  /** Behind the data. */
  List<Mark> behind() {
    List<Mark> marks = new ArrayList<>();
    for (TimeSpan closed : scales.graph().series().zeroWindows()) {
      if (isVisible(closed.startNanos(), closed.endNanos())) {
        double from = x(closed.startNanos());
        double width = Math.max(MIN_WIDTH, x(closed.endNanos()) - from);
        both(from, width, Tone.GRAPH_WINDOW, CLOSED, marks);
      }
    }
    visible().forEach(stall -> band(stall, marks));
    return marks;
  }

  private void band(Stall stall, List<Mark> marks) {
    double from = x(stall.startNanos());
    double width = Math.max(MIN_WIDTH, x(stall.endNanos()) - from);
    for (PlotArea area : List.of(scales.upper(), scales.lower())) {
      marks.add(new Mark.Hatch(from, area.top(), width, area.height(), Tone.STALL));
    }
    // the lines of so large a hatch would outshine the data
    both(from, width, Tone.PANEL, MUTE, marks);
    both(from, width, Tone.STALL, WASH, marks);
    for (double edge : new double[] {from, from + width}) {
      marks.add(
          new Mark.Line(
              edge, scales.upper().top(), edge, scales.lower().bottom(), Tone.STALL, 1, true));
    }
  }

  private void both(double x, double width, Tone tone, double opacity, List<Mark> marks) {
    for (PlotArea area : List.of(scales.upper(), scales.lower())) {
      marks.add(new Mark.Bar(x, area.top(), width, area.height(), tone, 0, opacity));
    }
  }

  /** The labels of the stalls, in front of all; the costliest first where there is little room. */
  List<Mark> labels(TcpGraphWords words, TextMeter meter, LabelRoom room) {
    List<Mark> marks = new ArrayList<>();
    visible().stream()
        .sorted(Comparator.comparingLong(Stall::lostNanos).reversed())
        .forEach(stall -> label(stall, words, meter, room, marks));
    return marks;
  }

  private void label(
      Stall stall, TcpGraphWords words, TextMeter meter, LabelRoom room, List<Mark> marks) {
    String text = words.stall(stall);
    double width = meter.width(text, TextStyle.SECONDARY_STRONG) + 2 * PLATE_PADDING;
    PlotArea area = scales.upper();
    double middle = (x(stall.startNanos()) + x(stall.endNanos())) / 2;
    double left = Math.max(area.left() + 1, Math.min(middle - width / 2, area.right() - 1 - width));
    for (int row = 0; row < ROWS; row++) {
      double top = area.top() + PLATE_GAP + row * (PLATE_HEIGHT + PLATE_GAP);
      if (room.take(left, top, left + width, top + PLATE_HEIGHT)) {
        marks.add(new Mark.Bar(left, top, width, PLATE_HEIGHT, Tone.PANEL, 3, 1));
        marks.add(new Mark.Outline(left, top, width, PLATE_HEIGHT, Tone.STALL, 3, false));
        marks.add(
            new Mark.Label(
                left + width / 2,
                top + PLATE_HEIGHT / 2,
                text,
                TextStyle.SECONDARY_STRONG,
                Tone.STALL,
                Mark.Anchor.MIDDLE));
        return;
      }
    }
  }

  private List<Stall> visible() {
    return scales.graph().stalls().stream()
        .filter(stall -> isVisible(stall.startNanos(), stall.endNanos()))
        .toList();
  }

  private boolean isVisible(long startNanos, long endNanos) {
    TimeSpan seen = scales.time().span();
    return startNanos < seen.endNanos() && endNanos >= seen.startNanos();
  }

  private double x(long epochNanos) {
    return scales.upper().clampX(scales.time().x(epochNanos));
  }
}
