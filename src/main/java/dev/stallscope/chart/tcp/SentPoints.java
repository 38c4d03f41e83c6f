package dev.stallscope.chart.tcp;

import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.analysis.detail.TimedRanges;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.chart.ColumnReduction.Series;
import dev.stallscope.flow.tcp.RetransmissionCause;

/** The segments of a direction, each of its kind. */
final class SentPoints implements Series {
  private static final SegmentKind[] KINDS = SegmentKind.values();

  private final TimedRanges segments;
  private final PacketIndex index;
  private final long startNanos;
  private final byte[] kinds;

  SentPoints(TimedRanges segments, PacketIndex index, long startNanos) {
    this.segments = segments;
    this.index = index;
    this.startNanos = startNanos;
    kinds = new byte[segments.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (byte) SegmentKind.of(PacketMarks.of(index, segments.packet(i))).ordinal();
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
    return PacketMarks.of(index, segments.packet(i)).cause();
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
