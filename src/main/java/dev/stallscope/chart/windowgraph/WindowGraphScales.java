package dev.stallscope.chart.windowgraph;

import dev.stallscope.chart.ColumnReduction;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.ValueScale;

/**
 * Where values stand in the two plots.
 *
 * @param upper sequence numbers
 * @param lower bytes and round trips
 */
record WindowGraphScales(
    WindowGraph graph,
    PlotArea upper,
    PlotArea lower,
    TimeScale time,
    ValueScale sequence,
    ValueScale bytes,
    ValueScale roundTrip) {

  /** As many pixels as a plot that is somewhat large. */
  private static final double USUAL = 400;

  /** The scales of a view whose place is not known yet. */
  static WindowGraphScales of(WindowGraph graph, WindowGraphViewport viewport) {
    PlotArea area = new PlotArea(0, 0, USUAL, USUAL);
    ValueRange chosen = viewport.sequence();
    return new WindowGraphScales(
        graph,
        area,
        area,
        new TimeScale(viewport.time(), area.left(), area.right()),
        scale(chosen == null ? graph.sequence(viewport.time()) : chosen, area),
        scale(graph.bytes(viewport.time()), area),
        scale(graph.roundTripNanos(viewport.time()), area));
  }

  /** The same view in two plots. */
  WindowGraphScales in(PlotArea above, PlotArea below) {
    return new WindowGraphScales(
        graph,
        above,
        below,
        new TimeScale(time.span(), above.left(), above.right()),
        in(sequence, above),
        in(bytes, below),
        in(roundTrip, below));
  }

  private static ValueScale in(ValueScale scale, PlotArea area) {
    return new ValueScale(scale.low(), scale.high(), area.bottom(), area.top());
  }

  private static ValueScale scale(ValueRange range, PlotArea area) {
    return new ValueScale(range.low(), range.high(), area.bottom(), area.top());
  }

  /** The x of a time from the graph's start. */
  double x(long offset) {
    return time.x(graph.epochNanos(offset));
  }

  /** From points to where they are drawn. */
  StepLine.Place place(ValueScale values) {
    return new StepLine.Place() {
      @Override
      public double x(long offset) {
        return WindowGraphScales.this.x(offset);
      }

      @Override
      public double y(long value) {
        return values.y(value);
      }
    };
  }

  /** The raster of pixels in which points of a plot are told apart. */
  int[] visible(GraphSeries series, ValueScale values) {
    long first = graph.offset(time.span().startNanos());
    long last = graph.offset(time.span().endNanos());
    int columns = Math.max(1, (int) Math.round(time.right() - time.left()));
    int rows = Math.max(1, (int) Math.round(values.bottom() - values.top()));
    return series.visible(
        new ColumnReduction.Scale(first, last, columns),
        new ColumnReduction.Scale(values.low(), values.high(), rows));
  }
}
