package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.flow.tcp.RetransmissionCause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The segments of a direction as upright bars, and a sign and a word where one is of note. */
final class SegmentMarks {
  private static final double WIDTH = 2;
  private static final double MIN_HEIGHT = 2;
  private static final double SIGN = 7;
  private static final double LABEL_GAP = 4;
  private static final double LABEL_HEIGHT = 14;

  /** The same word is not said again nearby, pixels. */
  private static final double APART = 120;

  private static final double PLATE_OPACITY = 0.8;

  private final WindowGraphScales scales;
  private final WindowGraphWords words;
  private final TextMeter meter;
  private final LabelRoom room;
  private final SentPoints points;
  private final List<Mark> bars = new ArrayList<>();
  private final List<Mark> signs = new ArrayList<>();
  private final List<Mark> labels = new ArrayList<>();

  private final Set<Cell> signed = new HashSet<>();
  private final Map<String, Double> labelled = new HashMap<>();

  /** A place that one sign of a kind fills. */
  private record Cell(SegmentKind kind, long column, long row) {}

  SegmentMarks(WindowGraphScales scales, WindowGraphWords words, TextMeter meter, LabelRoom room) {
    this.scales = scales;
    this.words = words;
    this.meter = meter;
    this.room = room;
    points = scales.graph().sentPoints();
  }

  List<Mark> marks() {
    int[] visible = scales.visible(scales.graph().sent(), scales.sequence());
    plain(visible);
    for (SegmentKind kind : SegmentKind.values()) {
      if (kind != SegmentKind.SENT) {
        for (int i : visible) {
          if (points.segmentKind(i) == kind) {
            note(i, kind);
          }
        }
      }
    }
    List<Mark> all = new ArrayList<>(bars);
    all.addAll(signs);
    all.addAll(labels);
    return all;
  }

  /** What was sent and no more; neighbours that touch become one bar. */
  private void plain(int[] visible) {
    double column = Double.NaN;
    double top = 0;
    double bottom = 0;
    for (int i : visible) {
      if (points.segmentKind(i) != SegmentKind.SENT) {
        continue;
      }
      double x = Math.floor(scales.x(points.x(i)));
      double high = top(i);
      double low = bottom(i);
      if (x == column && high <= bottom + 1 && low >= top - 1) {
        top = Math.min(top, high);
        bottom = Math.max(bottom, low);
      } else {
        bar(column, top, bottom, Tone.GRAPH_SENT);
        column = x;
        top = high;
        bottom = low;
      }
    }
    bar(column, top, bottom, Tone.GRAPH_SENT);
  }

  private void bar(double x, double top, double bottom, Tone tone) {
    if (!Double.isNaN(x)) {
      double height = Math.max(MIN_HEIGHT, bottom - top);
      bars.add(new Mark.Bar(x, top, WIDTH, height, tone, 0, 1));
    }
  }

  private double top(int i) {
    return scales.upper().clampY(scales.sequence().y(points.high(i)));
  }

  private double bottom(int i) {
    return scales.upper().clampY(scales.sequence().y(points.low(i)));
  }

  private void note(int i, SegmentKind kind) {
    double x = scales.x(points.x(i));
    double top = top(i);
    bar(Math.floor(x), top, bottom(i), kind.tone());
    double y = (top + bottom(i)) / 2;
    if (!signed.add(new Cell(kind, Math.round(x / SIGN), Math.round(y / SIGN)))) {
      return;
    }
    signs.add(new Mark.Sign(x + WIDTH / 2, y, SIGN, shape(kind), kind.tone()));
    if (kind == SegmentKind.SENT_AGAIN && points.cause(i) != RetransmissionCause.NONE) {
      label(words.mechanism(points.cause(i)), x, y, Tone.GRAPH_LOST);
    } else if (kind == SegmentKind.PROBE) {
      label(words.item(WindowGraphItem.PROBE), x, y, kind.tone());
    }
  }

  private void label(String text, double x, double y, Tone tone) {
    if (x - labelled.getOrDefault(text, -APART) < APART) {
      return;
    }
    double left = x + SIGN / 2 + LABEL_GAP;
    double width = meter.width(text, TextStyle.SECONDARY);
    double height = LABEL_HEIGHT * meter.scale();
    double top = y - height / 2;
    if (room.take(left, top, left + width, top + height)) {
      labelled.put(text, x);
      labels.add(new Mark.Bar(left - 2, top, width + 4, height, Tone.PANEL, 3, PLATE_OPACITY));
      labels.add(new Mark.Label(left, y, text, TextStyle.SECONDARY, tone, Mark.Anchor.START));
    }
  }

  static Mark.Shape shape(SegmentKind kind) {
    return switch (kind) {
      case SENT -> Mark.Shape.SQUARE;
      case OUT_OF_ORDER -> Mark.Shape.DIAMOND;
      case PROBE -> Mark.Shape.TRIANGLE;
      case LOST, MISSING -> Mark.Shape.CROSS;
      case SENT_AGAIN -> Mark.Shape.DOT;
    };
  }
}
