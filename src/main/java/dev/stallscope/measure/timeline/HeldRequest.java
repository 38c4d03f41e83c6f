package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;

/**
 * A request that the path held back, near the client: the first word that it had come tells of a
 * copy of it as well, which receivers answer at once (RFC 5681 section 4.2), and came much later
 * than the path takes after the latest copy was sent.
 */
final class HeldRequest {
  private HeldRequest() {}

  /** Whether the gap, in which an answer was waited for, ends with such a word. */
  static boolean isOne(Gap gap) {
    TcpTrace trace = gap.trace();
    int word = gap.to();
    if (!gap.scene().isPureAck(word)
        || !trace.has(word, SegmentEvent.DUPLICATE_SACK)
        || trace.acknowledgment(word) <= gap.fromClient().acknowledged()) {
      return false;
    }
    int copy = latestCopy(gap);
    return copy >= 0
        && LossWaits.isNeedless(trace, copy)
        && trace.epochNanos(word) - trace.epochNanos(copy) - gap.scene().path().serverNanos()
            >= Scene.JITTER_NANOS;
  }

  private static int latestCopy(Gap gap) {
    TcpTrace trace = gap.trace();
    int end = Math.max(0, gap.to() - Scene.LOOK_ROWS);
    for (int row = gap.to() - 1; row > end; row--) {
      if (trace.epochNanos(row) <= gap.stretch().startNanos()) {
        return -1;
      }
      if (trace.direction(row) == Direction.CLIENT_TO_SERVER && LossWaits.isRepair(trace, row)) {
        return row;
      }
    }
    return -1;
  }
}
