package dev.stallscope.chart.windowgraph;

/**
 * What is so at one time. All are -1 where they are not known then.
 *
 * @param acknowledged relative sequence number
 * @param windowEdge relative sequence number
 * @param roundTripNanos the newest sample
 */
public record WindowGraphValues(
    long acknowledged, long windowEdge, long inFlightBytes, long windowBytes, long roundTripNanos) {
  static WindowGraphValues of(WindowGraph graph, long epochNanos) {
    long offset = graph.offset(epochNanos);
    return new WindowGraphValues(
        value(graph.acknowledged(), offset),
        value(graph.edge(), offset),
        value(graph.flight(), offset),
        value(graph.window(), offset),
        value(graph.roundTrips(), offset));
  }

  private static long value(GraphSeries series, long offset) {
    int i = series.at(offset);
    return i < 0 ? -1 : series.all().low(i);
  }
}
