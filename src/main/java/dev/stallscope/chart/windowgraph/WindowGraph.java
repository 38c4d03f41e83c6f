package dev.stallscope.chart.windowgraph;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.ConnectionSeries;
import dev.stallscope.analysis.detail.ConnectionSeries.Numbers;
import dev.stallscope.analysis.detail.TimedRanges;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All that a window graph can show of one direction of a connection. Nothing changes in it. */
public final class WindowGraph {
  /** Room left and right of the connection, so that its first and last packet are seen. */
  private static final double MARGIN = 0.02;

  /** The window is left out of a plot that it would make so many times higher than its data. */
  private static final int MOST_FOR_EDGE = 3;

  private final ConnectionSeries series;
  private final TimeSpan connection;
  private final TimeSpan span;
  private final SentPoints sentPoints;
  private final GraphSeries sent;
  private final GraphSeries acknowledged;
  private final GraphSeries edge;
  private final GraphSeries selective;
  private final GraphSeries flight;
  private final GraphSeries window;
  private final GraphSeries roundTrips;
  private final Set<WindowGraphItem> items;
  private final PacketOrder order;

  private WindowGraph(OpenCapture capture, ConnectionSeries series) {
    this.series = series;
    connection = capture.analysis().measurements().span(series.connection());
    long margin =
        Math.max(TimeScale.SHORTEST_NANOS, Math.round(connection.durationNanos() * MARGIN));
    span = new TimeSpan(connection.startNanos() - margin, connection.endNanos() + margin);
    sentPoints = new SentPoints(series, span.startNanos());
    sent = GraphSeries.marks(sentPoints, SegmentKind.values().length);
    acknowledged = line(series.acknowledgments(), RangePoints.Values.LOW);
    edge = line(series.acknowledgments(), RangePoints.Values.HIGH);
    selective = marks(series.selectiveAcknowledgments());
    flight = line(series.flight(), RangePoints.Values.LOW);
    window = line(series.flight(), RangePoints.Values.HIGH);
    roundTrips =
        GraphSeries.cloud(
            RangePoints.of(series.roundTrips(), RangePoints.Values.BOTH, span.startNanos()));
    items = GraphItems.of(this);
    order = new PacketOrder(this, series.segments(), series.acknowledgments());
  }

  /**
   * Reads a connection again for its graph; some microseconds for each of its packets.
   *
   * @param direction in which the data flow
   * @throws IOException if a file cannot be read
   */
  public static WindowGraph of(OpenCapture capture, int connection, Direction direction)
      throws IOException {
    return new WindowGraph(capture, ConnectionSeries.of(capture, connection, direction));
  }

  /** The same where other time is marked as lost than what all findings call so. */
  public static WindowGraph of(
      OpenCapture capture, int connection, Direction direction, List<LostTime> lost)
      throws IOException {
    return new WindowGraph(capture, ConnectionSeries.of(capture, connection, direction, lost));
  }

  private GraphSeries line(TimedRanges ranges, RangePoints.Values values) {
    return GraphSeries.line(RangePoints.of(ranges, values, span.startNanos()));
  }

  private GraphSeries marks(TimedRanges ranges) {
    return GraphSeries.marks(RangePoints.of(ranges, RangePoints.Values.BOTH, span.startNanos()), 1);
  }

  public int connection() {
    return series.connection();
  }

  /** What its data are numbered by. */
  public Numbers numbers() {
    return series.numbers();
  }

  /** In which the data flow. */
  public Direction direction() {
    return series.direction();
  }

  /** From the first packet of the connection to the last, with a margin. */
  public TimeSpan span() {
    return span;
  }

  /** What was lost on the connection, by start. */
  public List<LostTime> lost() {
    return series.lost();
  }

  /** Whether the direction has anything to draw: segments, or answers to them. */
  public boolean isEmpty() {
    return sent.isEmpty() && acknowledged.isEmpty();
  }

  /** What there is to draw at all. */
  public Set<WindowGraphItem> items() {
    return items;
  }

  /**
   * The sequence numbers to show of a time: all data and acknowledgments, and the window's edge
   * unless the data would be hard to see then.
   */
  ValueRange sequence(TimeSpan time) {
    Optional<ValueRange> data = extremes(time, sent, acknowledged, selective);
    Optional<ValueRange> all =
        Stream.of(data, extremes(time, edge)).flatMap(Optional::stream).reduce(ValueRange::union);
    return all.map(
            range ->
                data.filter(less -> range.length() > MOST_FOR_EDGE * less.length()).orElse(range))
        .map(ValueRange::withMargin)
        .orElse(new ValueRange(0, 1));
  }

  /** The bytes in flight and in the window to show of a time, from 0. */
  ValueRange bytes(TimeSpan time) {
    long inFlight = high(time, flight);
    long allowed = high(time, window);
    boolean isFar = inFlight > 0 && allowed > MOST_FOR_EDGE * inFlight;
    return ValueRange.fromZero(isFar ? inFlight : Math.max(inFlight, allowed));
  }

  /** The round trips to show of a time, from 0. */
  ValueRange roundTripNanos(TimeSpan time) {
    return ValueRange.fromZero(high(time, roundTrips));
  }

  /** The highest edge that the window reaches within a time, if any is known. */
  Optional<Long> highestEdge(TimeSpan time) {
    return extremes(time, edge).map(range -> range.high() - 1);
  }

  /** The largest window within a time, if any is known. */
  Optional<Long> largestWindow(TimeSpan time) {
    return extremes(time, window).map(range -> range.high() - 1);
  }

  private long high(TimeSpan time, GraphSeries one) {
    return extremes(time, one).map(ValueRange::high).orElse(1L);
  }

  private Optional<ValueRange> extremes(TimeSpan time, GraphSeries... several) {
    return Stream.of(several)
        .map(one -> one.extremes(offset(time.startNanos()), offset(time.endNanos())))
        .flatMap(Optional::stream)
        .reduce(ValueRange::union);
  }

  /** What to add to a relative sequence number, modulo 2^32, for the one on the wire. */
  public long initialSequence() {
    return series.initialSequence();
  }

  /** What is so at a time. */
  public WindowGraphValues at(long epochNanos) {
    return WindowGraphValues.of(this, epochNanos);
  }

  /** A packet of the connection, if the graph draws it. */
  public Optional<WindowGraphPoint> packet(int packet) {
    return order.packet(packet);
  }

  /** The packet that the graph draws after a packet, or before it. */
  public Optional<WindowGraphPoint> neighbour(int packet, boolean isForward) {
    return order.neighbour(packet, isForward);
  }

  /** The first segment that is sent within a time, if there is one. */
  public Optional<WindowGraphPoint> firstIn(TimeSpan time) {
    return order.firstIn(time);
  }

  WindowGraphPoint segment(int i) {
    return new WindowGraphPoint(
        sentPoints.packet(i),
        false,
        sentPoints.segmentKind(i),
        series.segments().epochNanos(i),
        sentPoints.low(i),
        sentPoints.high(i),
        sentPoints.cause(i));
  }

  WindowGraphPoint acknowledgment(int i) {
    TimedRanges answers = series.acknowledgments();
    return new WindowGraphPoint(
        answers.packet(i),
        true,
        SegmentKind.SENT,
        answers.epochNanos(i),
        answers.low(i),
        answers.low(i),
        RetransmissionCause.NONE);
  }

  /** A time from the graph's start. */
  long offset(long epochNanos) {
    return epochNanos - span.startNanos();
  }

  long epochNanos(long offset) {
    return span.startNanos() + offset;
  }

  /** When the last packet of the connection was seen, from the graph's start. */
  long lastOffset() {
    return offset(connection.endNanos());
  }

  ConnectionSeries series() {
    return series;
  }

  SentPoints sentPoints() {
    return sentPoints;
  }

  GraphSeries sent() {
    return sent;
  }

  GraphSeries acknowledged() {
    return acknowledged;
  }

  GraphSeries edge() {
    return edge;
  }

  GraphSeries selective() {
    return selective;
  }

  GraphSeries flight() {
    return flight;
  }

  GraphSeries window() {
    return window;
  }

  GraphSeries roundTrips() {
    return roundTrips;
  }
}
