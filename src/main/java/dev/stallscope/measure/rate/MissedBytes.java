package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What a receiver missed: bytes that later ones overtook and that came only when about a round trip
 * had passed, so that they had been sent again. What comes sooner was reordered, and what never
 * comes was not captured.
 */
final class MissedBytes {
  private static final Comparator<Piece> BY_ROW =
      Comparator.comparingInt(Piece::beforeRow).thenComparingLong(Piece::from);

  private final TcpTrace trace;
  private final long leastNanos;
  private final TreeMap<Long, Piece> open = new TreeMap<>();
  private final List<Piece> missed = new ArrayList<>();
  private long highest = -1;

  /**
   * Bytes of the stream that were missing.
   *
   * @param from the first, as the trace counts
   * @param to behind the last
   * @param beforeRow the row of the trace that showed that they are missing
   * @param repairNanos until they came; 0 as long as they have not
   */
  record Piece(long from, long to, int beforeRow, long repairNanos) {}

  private MissedBytes(TcpTrace trace, long leastNanos) {
    this.trace = trace;
    this.leastNanos = leastNanos;
  }

  /** All that was missed in a direction, by the rows before which it should have come. */
  static List<Piece> of(TcpTrace trace, Direction direction, long roundTripNanos) {
    MissedBytes bytes = new MissedBytes(trace, roundTripNanos / 2);
    for (int row = 0; row < trace.size(); row++) {
      if (trace.direction(row) == direction
          && trace.payloadBytes(row) > 0
          && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        bytes.arrived(row);
      }
    }
    bytes.missed.sort(BY_ROW);
    return bytes.missed;
  }

  private void arrived(int row) {
    long from = trace.sequence(row);
    long to = trace.end(row);
    if (highest >= 0 && from > highest) {
      open.put(highest, new Piece(highest, from, row, 0));
    } else {
      fill(from, to, trace.epochNanos(row));
    }
    highest = Math.max(highest, to);
  }

  private void fill(long from, long to, long now) {
    var at = open.floorEntry(from);
    if (at == null || at.getValue().to() <= from) {
      at = open.higherEntry(from);
    }
    while (at != null && at.getValue().from() < to) {
      Piece hole = at.getValue();
      open.remove(hole.from());
      keep(hole, hole.from(), from);
      keep(hole, to, hole.to());
      long passed = now - trace.epochNanos(hole.beforeRow());
      if (passed >= leastNanos) {
        long begin = Math.max(from, hole.from());
        missed.add(new Piece(begin, Math.min(to, hole.to()), hole.beforeRow(), passed));
      }
      at = open.higherEntry(hole.from());
    }
  }

  /** What a repair left open of a hole. */
  private void keep(Piece hole, long from, long to) {
    if (from < to) {
      open.put(from, new Piece(from, to, hole.beforeRow(), 0));
    }
  }
}
