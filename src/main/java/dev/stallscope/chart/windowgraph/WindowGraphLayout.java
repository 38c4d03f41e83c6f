package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Points;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.ValueScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The window graph at one size: two plots on one time, their axes, and the legend above them. */
public final class WindowGraphLayout {
  static final double FILL = 0.3;
  static final double ROUND_TRIP_DOT = 4;

  /** There is nothing to see of a graph on less, pixels. */
  private static final double MIN_WIDTH = 260;

  private static final double MIN_HEIGHT = 150;
  private static final double LOWER_SHARE = 0.34;

  /** A legend that takes more of the height leaves it to the plots. */
  private static final double LEGEND_SHARE = 0.25;

  private static final double BETWEEN = 12;
  private static final double TOP = 4;
  private static final double LINE = 1.5;
  private static final double SACK_WIDTH = 2;

  private final WindowGraph graph;
  private final WindowGraphLook look;
  private final TextMeter meter;
  private final GraphLegend legend;
  private final GraphAxes axes;
  private final WindowGraphScales scales;

  /**
   * A layout whose upper left corner is the origin.
   *
   * @param width of all with legend and axes, logical pixels
   * @param height of all
   */
  public WindowGraphLayout(
      WindowGraph graph,
      WindowGraphViewport viewport,
      WindowGraphLook look,
      double width,
      double height,
      TextMeter meter) {
    this.graph = graph;
    this.look = look;
    this.meter = meter;
    double right = Math.max(MIN_WIDTH, width);
    WindowGraphScales usual = WindowGraphScales.of(graph, viewport);
    axes = new GraphAxes(usual, look, meter);
    double bottom = Math.max(MIN_HEIGHT, height) - axes.timeHeight();
    double left = axes.leftWidth();
    double end = right - axes.rightWidth();
    legend = legend(left, right, height);
    double above = legend.height() + TOP + axes.noteHeight(axes.edgeNote(usual));
    double top = Math.min(above, bottom / 2);
    double between = Math.max(BETWEEN, axes.noteHeight(axes.windowNote(usual)));
    double lowerTop = bottom - (bottom - top - between) * LOWER_SHARE;
    scales =
        usual.in(
            new PlotArea(left, top, end, lowerTop - between),
            new PlotArea(left, lowerTop, end, bottom));
  }

  private GraphLegend legend(double left, double right, double height) {
    GraphLegend whole = new GraphLegend(graph.items(), left, right, look.words(), meter);
    return look.hasLegend() && whole.height() <= LEGEND_SHARE * height
        ? whole
        : new GraphLegend(Set.of(), left, right, look.words(), meter);
  }

  /** What is drawn, from back to front. */
  public List<Mark> marks() {
    LabelRoom room = new LabelRoom(scales.upper());
    Bands bands = new Bands(scales);
    List<Mark> labels = bands.labels(look.words(), meter, room);
    List<Mark> marks = new ArrayList<>(legend.marks());
    marks.addAll(axes.marks(scales));
    marks.addAll(bands.behind());
    lower(marks);
    upper(room, marks);
    marks.addAll(axes.notes(scales));
    marks.addAll(new PacketMark(scales, look, meter, room).marks());
    marks.addAll(labels);
    return marks;
  }

  private void upper(LabelRoom room, List<Mark> marks) {
    ValueScale sequence = scales.sequence();
    marks.addAll(line(graph.edge(), sequence, scales.upper(), Tone.GRAPH_WINDOW, 0));
    selective(marks);
    List<Mark> segments = new SegmentMarks(scales, look.words(), meter, room).marks();
    marks.addAll(line(graph.acknowledged(), sequence, scales.upper(), Tone.GRAPH_ACKNOWLEDGED, 0));
    marks.addAll(segments);
  }

  private void lower(List<Mark> marks) {
    PlotArea area = scales.lower();
    marks.addAll(line(graph.flight(), scales.bytes(), area, Tone.GRAPH_FLIGHT, FILL));
    marks.addAll(line(graph.window(), scales.bytes(), area, Tone.GRAPH_WINDOW, 0));
    GraphSeries samples = graph.roundTrips();
    for (int i : scales.visible(samples, scales.roundTrip())) {
      marks.add(
          new Mark.Sign(
              scales.x(samples.all().x(i)),
              scales.roundTrip().y(samples.all().low(i)),
              ROUND_TRIP_DOT,
              Mark.Shape.DOT,
              Tone.GRAPH_ROUND_TRIP));
    }
  }

  private void selective(List<Mark> marks) {
    GraphSeries blocks = graph.selective();
    for (int i : scales.visible(blocks, scales.sequence())) {
      double top = scales.upper().clampY(scales.sequence().y(blocks.all().high(i)));
      double bottom = scales.upper().clampY(scales.sequence().y(blocks.all().low(i)));
      marks.add(
          new Mark.Bar(
              Math.floor(scales.x(blocks.all().x(i))),
              top,
              SACK_WIDTH,
              Math.max(1, bottom - top),
              Tone.GRAPH_SACK,
              0,
              1));
    }
  }

  private List<Mark> line(
      GraphSeries series, ValueScale values, PlotArea area, Tone tone, double fill) {
    int[] visible = scales.visible(series, values);
    StepLine.Place place = scales.place(values);
    if (DenseLine.isDense(visible.length, area)) {
      return DenseLine.marks(series.all(), visible, place, area, tone, fill);
    }
    List<Points> pieces = StepLine.of(series.all(), visible, graph.lastOffset(), place, area);
    List<Mark> marks = new ArrayList<>();
    if (fill > 0) {
      marks.addAll(StepLine.shapes(pieces, area, tone, fill));
    }
    marks.addAll(StepLine.marks(pieces, tone, LINE));
    return marks;
  }

  /** The packet at a point, within the reach of a hand, if there is one. */
  public Optional<WindowGraphPoint> packetAt(double x, double y) {
    return PointSearch.at(x, y, scales);
  }

  /** The plot of sequence numbers. */
  public PlotArea upper() {
    return scales.upper();
  }

  /** The plot of bytes in flight, receive window and round trips. */
  public PlotArea lower() {
    return scales.lower();
  }

  public TimeScale time() {
    return scales.time();
  }

  /** Relative sequence numbers of the upper plot. */
  public ValueScale sequence() {
    return scales.sequence();
  }

  /** The sequence numbers that are visible. */
  public ValueRange visibleSequence() {
    return new ValueRange(scales.sequence().low(), scales.sequence().high());
  }
}
