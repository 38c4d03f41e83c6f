package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Explains, outside of the plots, what there is in them; as many rows as it needs, none without
 * items.
 */
final class GraphLegend {
  private static final double ROW = 20;
  private static final double SAMPLE = 14;
  private static final double GAP = 6;
  private static final double BETWEEN = 18;

  private final List<Mark> marks = new ArrayList<>();
  private final double height;

  GraphLegend(
      Set<WindowGraphItem> items,
      double left,
      double right,
      WindowGraphWords words,
      TextMeter meter) {
    double x = left;
    double row = ROW * meter.scale();
    double y = row / 2;
    for (WindowGraphItem item : items) {
      String text = words.item(item);
      double width = SAMPLE + GAP + meter.width(text, TextStyle.SECONDARY);
      if (x > left && x + width > right) {
        x = left;
        y += row;
      }
      sample(item, x, y);
      marks.add(
          new Mark.Label(
              x + SAMPLE + GAP, y, text, TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.START));
      x += width + BETWEEN;
    }
    height = items.isEmpty() ? 0 : y + row / 2;
  }

  List<Mark> marks() {
    return marks;
  }

  double height() {
    return height;
  }

  private void sample(WindowGraphItem item, double x, double y) {
    switch (item) {
      case WINDOW, ALLOWED -> line(x, y, Tone.GRAPH_WINDOW, false);
      case WINDOW_UNKNOWN -> line(x, y, Tone.FAINT, true);
      case SENT, PACKETS, UNREAD ->
          marks.add(new Mark.Bar(x + SAMPLE / 2 - 1, y - 5, 2, 10, Tone.GRAPH_SENT, 0, 1));
      case ACKNOWLEDGED -> line(x, y, Tone.GRAPH_ACKNOWLEDGED, false);
      case SELECTIVELY_ACKNOWLEDGED ->
          marks.add(new Mark.Bar(x + SAMPLE / 2 - 1, y - 5, 2, 10, Tone.GRAPH_SACK, 0, 1));
      case SENT_AGAIN -> sign(x, y, SegmentKind.SENT_AGAIN);
      case LOST -> sign(x, y, SegmentKind.LOST);
      case MISSING -> sign(x, y, SegmentKind.MISSING);
      case OUT_OF_ORDER -> sign(x, y, SegmentKind.OUT_OF_ORDER);
      case PROBE -> sign(x, y, SegmentKind.PROBE);
      case IN_FLIGHT -> {
        marks.add(new Mark.Bar(x, y - 4, SAMPLE, 9, Tone.GRAPH_FLIGHT, 0, WindowGraphLayout.FILL));
        marks.add(new Mark.Line(x, y - 4, x + SAMPLE, y - 4, Tone.GRAPH_FLIGHT, 1.5, false));
      }
      case ROUND_TRIP ->
          marks.add(
              new Mark.Sign(
                  x + SAMPLE / 2,
                  y,
                  WindowGraphLayout.ROUND_TRIP_DOT,
                  Mark.Shape.DOT,
                  Tone.GRAPH_ROUND_TRIP));
      case WINDOW_CLOSED ->
          marks.add(new Mark.Bar(x, y - 5, SAMPLE, 10, Tone.GRAPH_WINDOW, 0, Bands.CLOSED * 2));
      case STALL -> {
        marks.add(new Mark.Hatch(x, y - 5, SAMPLE, 10, Tone.STALL));
        marks.add(new Mark.Outline(x, y - 5, SAMPLE, 10, Tone.STALL, 2, false));
      }
    }
  }

  private void line(double x, double y, Tone tone, boolean isDashed) {
    marks.add(new Mark.Line(x, y, x + SAMPLE, y, tone, 2, isDashed));
  }

  private void sign(double x, double y, SegmentKind kind) {
    marks.add(new Mark.Sign(x + SAMPLE / 2, y, 8, SegmentMarks.shape(kind), kind.tone()));
  }
}
