package dev.stallscope.ui.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.windowgraph.PlotArea;
import dev.stallscope.chart.windowgraph.WindowGraphLayout;
import java.util.ArrayList;
import java.util.List;

/** The lines through the mouse and the values beside it, kept inside of the graph. */
final class Crosshair {
  private static final double AWAY = 14;
  private static final double PADDING = 8;
  private static final double GAP = 14;
  private static final double ROW = 17;
  private static final double OPACITY = 0.95;

  private final WindowGraphLayout layout;
  private final double x;
  private final double y;
  private final List<Readout.Line> values;
  private final List<Mark> marks = new ArrayList<>();

  Crosshair(WindowGraphLayout layout, double x, double y, List<Readout.Line> values) {
    this.layout = layout;
    this.x = x;
    this.y = y;
    this.values = values;
  }

  /**
   * The marks over a graph; none outside of its plots.
   *
   * @param isWhole whether lines and values are wanted, or only what packet there is
   */
  List<Mark> marks(boolean isWhole, TextMeter meter) {
    boolean isUpper = layout.upper().contains(x, y);
    if (!isUpper && !layout.lower().contains(x, y)) {
      return List.of();
    }
    if (isWhole) {
      lines(isUpper ? layout.upper() : layout.lower());
    }
    List<Readout.Line> told =
        values.stream().filter(line -> isWhole || line.name().isEmpty()).toList();
    if (!told.isEmpty()) {
      plate(told, meter);
    }
    return marks;
  }

  private void lines(PlotArea hovered) {
    marks.add(
        new Mark.Line(x, layout.upper().top(), x, layout.lower().bottom(), Tone.DIM, 1, true));
    marks.add(new Mark.Line(hovered.left(), y, hovered.right(), y, Tone.DIM, 1, true));
  }

  private void plate(List<Readout.Line> lines, TextMeter meter) {
    double names = widest(lines.stream().map(Readout.Line::name).toList(), meter);
    double values =
        widest(
            lines.stream().filter(line -> !line.name().isEmpty()).map(Readout.Line::value).toList(),
            meter);
    double sentence =
        widest(
            lines.stream().filter(line -> line.name().isEmpty()).map(Readout.Line::value).toList(),
            meter);
    double width = Math.max(sentence, names + GAP + values) + 2 * PADDING;
    double height = lines.size() * ROW + PADDING;
    boolean isRight = x + AWAY + width <= layout.upper().right();
    double left = isRight ? x + AWAY : Math.max(0, x - AWAY - width);
    double top =
        Math.clamp(
            y - height / 2,
            layout.upper().top(),
            Math.max(layout.upper().top(), layout.lower().bottom() - height));
    marks.add(new Mark.Bar(left, top, width, height, Tone.RAISED, 4, OPACITY));
    marks.add(new Mark.Outline(left, top, width, height, Tone.LINE, 4, false));
    double row = top + PADDING / 2 + ROW / 2;
    for (Readout.Line line : lines) {
      if (line.name().isEmpty()) {
        text(left + PADDING, row, line.value(), Tone.ACCENT, Mark.Anchor.START);
      } else {
        text(left + PADDING, row, line.name(), Tone.DIM, Mark.Anchor.START);
        text(left + width - PADDING, row, line.value(), Tone.TEXT, Mark.Anchor.END);
      }
      row += ROW;
    }
  }

  private static double widest(List<String> texts, TextMeter meter) {
    return texts.stream()
        .mapToDouble(text -> meter.width(text, TextStyle.SECONDARY))
        .max()
        .orElse(0);
  }

  private void text(double at, double middle, String text, Tone tone, Mark.Anchor anchor) {
    marks.add(new Mark.Label(at, middle, text, TextStyle.SECONDARY, tone, anchor));
  }
}
