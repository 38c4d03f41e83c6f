package dev.stallscope.chart.windowgraph;

import dev.stallscope.analysis.detail.ConnectionSeries;
import dev.stallscope.analysis.detail.TimedRanges;
import dev.stallscope.chart.ColumnReduction.Series;
import dev.stallscope.flow.tcp.RetransmissionCause;

/** The segments of a direction, each of its kind. */
final class SentPoints implements Series {
  private static final SegmentKind[] KINDS = SegmentKind.values();

  private final TimedRanges segments;
  private final ConnectionSeries series;
  private final long startNanos;
  private final byte[] kinds;

  SentPoints(ConnectionSeries series, long startNanos) {
    this.series = series;
    segments = series.segments();
    this.startNanos = startNanos;
    boolean isNumbered = series.numbers() == ConnectionSeries.Numbers.PACKETS;
    kinds = new byte[segments.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (byte) SegmentKind.of(series.marks(i), isNumbered).ordinal();
    }
  }

  @Override
  public int size() {
    return kinds.length;
  }

  @Override
  public long x(int i) {
    return segments.epochNanos(i) - startNanos;
  }

  @Override
  public long low(int i) {
    return segments.low(i);
  }

  @Override
  public long high(int i) {
    return segments.high(i);
  }

  @Override
  public int kind(int i) {
    return kinds[i];
  }

  SegmentKind segmentKind(int i) {
    return KINDS[kinds[i]];
  }

  /** What made the sender send the segment again. */
  RetransmissionCause cause(int i) {
    return series.marks(i).cause();
  }

  int packet(int i) {
    return segments.packet(i);
  }

  boolean has(SegmentKind kind) {
    for (byte one : kinds) {
      if (one == kind.ordinal()) {
        return true;
      }
    }
    return false;
  }
}
