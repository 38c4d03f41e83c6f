package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** Stalls that are less far apart are one band, pixels. */
  private static final double NEAR = 8;

  /** Less lost time cannot be seen, and is named only from nearer, pixels. */
  private static final double SEEN = 1;

  /** Of the height of the upper plot, for rows of labels. */
  private static final double LABELLED = 0.5;

  /** More would cover the data. */
  private static final int MOST_LABELS = 5;

  private final WindowGraphScales scales;
  private final List<Band> bands;

  Bands(WindowGraphScales scales) {
    this.scales = scales;
    bands = merged();
  }

  /**
   * Stalls of one cause that are drawn as one, since they stand so near to each other.
   *
   * @param lost pixels without what lies between them
   */
  private record Band(String rule, long lostNanos, double from, double to, double lost) {
    Band(LostTime stall, double from, double to) {
      this(stall.rule(), stall.lostNanos(), from, to, to - from);
    }

    Band with(Band next) {
      double more = Math.max(0, next.to - Math.max(to, next.from));
      return new Band(rule, lostNanos + next.lostNanos, from, Math.max(to, next.to), lost + more);
    }

    double width() {
      return Math.max(MIN_WIDTH, to - from);
    }
  }

  private List<Band> merged() {
    List<Band> bands = new ArrayList<>();
    for (LostTime stall : scales.graph().lost()) {
      if (isVisible(stall.startNanos(), stall.endNanos())) {
        Band next = new Band(stall, x(stall.startNanos()), x(stall.endNanos()));
        Band last = bands.isEmpty() ? null : bands.getLast();
        if (last != null && last.rule().equals(next.rule()) && next.from() - last.to() < NEAR) {
          bands.set(bands.size() - 1, last.with(next));
        } else {
          bands.add(next);
        }
      }
    }
    return bands;
  }

  /** Whether what was lost can be seen; a wait of which hardly anything was lost is not named. */
  private boolean isSeen(Band band) {
    double ownLoss = scales.time().width(band.lostNanos());
    return band.lost() >= SEEN && (band.lostNanos() == 0 || ownLoss >= SEEN);
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
    bands.forEach(band -> band(band, marks));
    return marks;
  }

  private void band(Band band, List<Mark> marks) {
    double from = band.from();
    double width = band.width();
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

  /**
   * The labels of the stalls that are long enough to be seen, however many there are side by side,
   * in front of all; the costliest first where there is little room. One that has no room at the
   * top is for a trouble that is not named yet.
   */
  List<Mark> labels(WindowGraphWords words, TextMeter meter, LabelRoom room) {
    List<Mark> marks = new ArrayList<>();
    Set<String> named = new HashSet<>();
    bands.stream()
        .filter(this::isSeen)
        .sorted(Comparator.comparingLong(Band::lostNanos).reversed())
        .limit(MOST_LABELS)
        .forEach(
            band -> {
              int rows = named.add(band.rule()) ? ROWS : 1;
              label(band, rows, words, meter, room, marks);
            });
    return marks;
  }

  private void label(
      Band band,
      int rows,
      WindowGraphWords words,
      TextMeter meter,
      LabelRoom room,
      List<Mark> marks) {
    String text = words.lost(band.rule(), band.lostNanos());
    double width = meter.width(text, TextStyle.SECONDARY_STRONG) + 2 * PLATE_PADDING;
    double height = PLATE_HEIGHT * meter.scale();
    PlotArea area = scales.upper();
    double middle = (band.from() + band.to()) / 2;
    double left = Math.max(area.left() + 1, Math.min(middle - width / 2, area.right() - 1 - width));
    int most = (int) Math.max(1, LABELLED * area.height() / (height + PLATE_GAP));
    for (int row = 0; row < Math.min(rows, most); row++) {
      double top = area.top() + PLATE_GAP + row * (height + PLATE_GAP);
      if (room.take(left, top, left + width, top + height)) {
        marks.add(new Mark.Bar(left, top, width, height, Tone.PANEL, 3, 1));
        marks.add(new Mark.Outline(left, top, width, height, Tone.STALL, 3, false));
        marks.add(
            new Mark.Label(
                left + width / 2,
                top + height / 2,
                text,
                TextStyle.SECONDARY_STRONG,
                Tone.STALL,
                Mark.Anchor.MIDDLE));
        return;
      }
    }
  }

  private boolean isVisible(long startNanos, long endNanos) {
    TimeSpan seen = scales.time().span();
    return startNanos < seen.endNanos() && endNanos >= seen.startNanos();
  }

  private double x(long epochNanos) {
    return scales.upper().clampX(scales.time().x(epochNanos));
  }
}
