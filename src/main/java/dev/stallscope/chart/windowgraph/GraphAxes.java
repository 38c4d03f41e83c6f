package dev.stallscope.chart.windowgraph;

import dev.stallscope.analysis.detail.ConnectionSeries;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.ValueScale;
import dev.stallscope.chart.ValueUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The axes of both plots with their grid, and what lies beyond them. */
final class GraphAxes {
  /** Under the lower plot. */
  private static final double TIME_HEIGHT = 22;

  private static final double GAP = 8;
  private static final double TIME_SPACING = 90;
  private static final double SEQUENCE_SPACING = 36;
  private static final double BYTES_SPACING = 18;
  private static final double BARE_MARGIN = 14;
  private static final double NOTE_HEIGHT = 16;
  private static final double NOTE_PADDING = 4;

  private final WindowGraphLook look;
  private final TextMeter meter;
  private final ValueUnit sequenceUnit;
  private final long sequenceBase;
  private final double leftWidth;
  private final double rightWidth;

  /**
   * Axes as wide as their labels.
   *
   * @param usual scales that have the labels, wherever the plots will be
   */
  GraphAxes(WindowGraphScales usual, WindowGraphLook look, TextMeter meter) {
    this.look = look;
    this.meter = meter;
    sequenceUnit = unit(usual.graph().numbers(), look.isAbsolute());
    sequenceBase = look.isAbsolute() ? usual.graph().initialSequence() : 0;
    leftWidth =
        GAP
            + BARE_MARGIN
            + Math.max(
                widest(
                    usual
                        .sequence()
                        .ticks(sequenceUnit, sequenceBase, SEQUENCE_SPACING * meter.scale())),
                widest(usual.bytes().ticks(ValueUnit.BYTES, 0, BYTES_SPACING * meter.scale())));
    rightWidth =
        usual.graph().roundTrips().isEmpty()
            ? BARE_MARGIN
            : BARE_MARGIN
                + GAP
                + widest(
                    usual.roundTrip().ticks(ValueUnit.DURATION, 0, BYTES_SPACING * meter.scale()));
  }

  private static ValueUnit unit(ConnectionSeries.Numbers numbers, boolean isAbsolute) {
    return switch (numbers) {
      case STREAM_BYTES -> isAbsolute ? ValueUnit.SEQUENCE_NUMBER : ValueUnit.BYTES;
      case PACKETS -> ValueUnit.COUNT;
      case DATAGRAM_BYTES -> ValueUnit.BYTES;
    };
  }

  private double widest(List<ValueScale.Tick> ticks) {
    return ticks.stream()
        .mapToDouble(tick -> meter.width(tick.label(), TextStyle.SECONDARY))
        .max()
        .orElse(0);
  }

  /** What the labels of the time take below the plots. */
  double timeHeight() {
    return TIME_HEIGHT * meter.scale();
  }

  double leftWidth() {
    return leftWidth;
  }

  double rightWidth() {
    return rightWidth;
  }

  /** Grid, labels and base lines, behind the data. */
  List<Mark> marks(WindowGraphScales scales) {
    List<Mark> marks = new ArrayList<>();
    time(scales, marks);
    values(
        scales.upper(),
        scales.sequence().ticks(sequenceUnit, sequenceBase, SEQUENCE_SPACING * meter.scale()),
        marks);
    values(
        scales.lower(),
        scales.bytes().ticks(ValueUnit.BYTES, 0, BYTES_SPACING * meter.scale()),
        marks);
    if (!scales.graph().roundTrips().isEmpty()) {
      roundTrips(scales, marks);
    }
    return marks;
  }

  private void time(WindowGraphScales scales, List<Mark> marks) {
    double bottom = scales.lower().bottom();
    for (TimeScale.Tick tick :
        scales.time().ticks(look.zeroNanos(), TIME_SPACING * meter.scale())) {
      for (PlotArea area : List.of(scales.upper(), scales.lower())) {
        marks.add(
            new Mark.Line(tick.x(), area.top(), tick.x(), area.bottom(), Tone.LINE, 1, false));
      }
      marks.add(text(tick.x(), bottom + timeHeight() / 2, tick.label(), Mark.Anchor.MIDDLE));
    }
  }

  private static void values(PlotArea area, List<ValueScale.Tick> ticks, List<Mark> marks) {
    for (ValueScale.Tick tick : ticks) {
      marks.add(new Mark.Line(area.left(), tick.y(), area.right(), tick.y(), Tone.LINE, 1, false));
      marks.add(text(area.left() - GAP, tick.y(), tick.label(), Mark.Anchor.END));
    }
  }

  private void roundTrips(WindowGraphScales scales, List<Mark> marks) {
    for (ValueScale.Tick tick :
        scales.roundTrip().ticks(ValueUnit.DURATION, 0, BYTES_SPACING * meter.scale())) {
      double right = scales.lower().right();
      marks.add(
          // within the plot, or it would be read as the sign of a number
          new Mark.Line(right - 3, tick.y(), right, tick.y(), Tone.GRAPH_ROUND_TRIP, 1, false));
      marks.add(
          new Mark.Label(
              right + GAP,
              tick.y(),
              tick.label(),
              TextStyle.SECONDARY,
              Tone.GRAPH_ROUND_TRIP,
              Mark.Anchor.START));
    }
  }

  /** What a note takes above a plot whose window is out of sight, 0 where it is not. */
  double noteHeight(Optional<String> note) {
    return note.isPresent() ? NOTE_HEIGHT * meter.scale() : 0;
  }

  /** Says how far above the upper plot the window's edge is, or it would seem not to be there. */
  Optional<String> edgeNote(WindowGraphScales scales) {
    return scales
        .graph()
        .highestEdge(scales.time().span())
        .map(edge -> edge - scales.sequence().high())
        .filter(bytes -> bytes > 0)
        .map(look.words()::windowBeyond);
  }

  /** The same of the window in the lower plot. */
  Optional<String> windowNote(WindowGraphScales scales) {
    return scales
        .graph()
        .largestWindow(scales.time().span())
        .filter(bytes -> bytes > scales.bytes().high())
        .map(bytes -> window(scales, bytes));
  }

  private String window(WindowGraphScales scales, long bytes) {
    boolean isStream = scales.graph().numbers() == ConnectionSeries.Numbers.STREAM_BYTES;
    return isStream ? look.words().windowOf(bytes) : look.words().allowed(bytes);
  }

  /** The notes above their plots. */
  List<Mark> notes(WindowGraphScales scales) {
    List<Mark> marks = new ArrayList<>();
    edgeNote(scales).ifPresent(text -> note(scales.upper(), text, marks));
    windowNote(scales).ifPresent(text -> note(scales.lower(), text, marks));
    return marks;
  }

  /** On a plate, since the edges of stalls pass behind it. */
  private void note(PlotArea area, String text, List<Mark> marks) {
    double right = area.right();
    double width = meter.width(text, TextStyle.SECONDARY) + 2 * NOTE_PADDING;
    double height = NOTE_HEIGHT * meter.scale();
    double top = area.top() - height;
    marks.add(new Mark.Bar(right - width, top, width, height, Tone.PANEL, 0, 1));
    marks.add(
        new Mark.Label(
            right - NOTE_PADDING,
            top + height / 2,
            text,
            TextStyle.SECONDARY,
            Tone.GRAPH_WINDOW,
            Mark.Anchor.END));
  }

  private static Mark text(double x, double y, String text, Mark.Anchor anchor) {
    return new Mark.Label(x, y, text, TextStyle.SECONDARY, Tone.DIM, anchor);
  }
}
