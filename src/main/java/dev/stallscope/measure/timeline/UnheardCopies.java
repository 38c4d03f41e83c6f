package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * What a server's silence says of the path, seen away from the server. Its host acknowledges a
 * request within half a second and a copy of it at once (RFC 5681 section 4.2), whatever its
 * program does. Where it did not, what was sent did not pass one of the two ways.
 */
final class UnheardCopies {
  /** Copies that no single lost packet leaves without a word. */
  private static final int SEVERAL = 2;

  /** A busy host answers a copy within this beside a path of any length. */
  private static final long AT_ONCE_NANOS = Nanos.ofMillis(60);

  /** No stack in use puts an acknowledgment off for longer (lwIP: 250 ms, Linux: 200 ms). */
  private static final long PUT_OFF_NANOS = Nanos.ofMillis(255);

  /** Beside the server its word takes less than this part of the way to the client. */
  private static final int BESIDE = 4;

  private UnheardCopies() {}

  /** Why nothing was heard for the gap, in which an answer was waited for. */
  static Optional<StallCause> cause(Gap gap) {
    if (gap.scene().path().serverNanos() * BESIDE < gap.scene().path().clientNanos()
        || gap.endedBy() != Direction.SERVER_TO_CLIENT
        || gap.scene().has(CaptureQuality.UNSEEN_ACKNOWLEDGED)
        || gap.scene().has(CaptureQuality.ONE_SIDED)) {
      return Optional.empty();
    }
    long due = gap.scene().path().serverNanos() * 3 / 2 + AT_ONCE_NANOS;
    if (gap.durationNanos() >= due && copies(gap, gap.endNanos() - due) >= SEVERAL) {
      boolean haveAllArrived = answered(gap) >= copies(gap, gap.endNanos());
      return Optional.of(haveAllArrived ? StallCause.DELAY_SPIKE : StallCause.PATH_OUTAGE);
    }
    return isUnacknowledged(gap) ? Optional.of(StallCause.TAIL_LOSS) : Optional.empty();
  }

  /** How often something was sent again by then, since the last word. */
  private static int copies(Gap gap, long untilNanos) {
    TcpTrace trace = gap.trace();
    int copies = 0;
    int begin = Math.max(0, gap.to() - Scene.LOOK_ROWS);
    for (int row = gap.to() - 1; row >= begin; row--) {
      if (trace.direction(row) == Direction.SERVER_TO_CLIENT) {
        break;
      }
      copies += LossWaits.isRepair(trace, row) && trace.epochNanos(row) <= untilNanos ? 1 : 0;
    }
    return copies;
  }

  /** How many copies the server soon tells of. */
  private static int answered(Gap gap) {
    TcpTrace trace = gap.trace();
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    int answered = 0;
    for (int row = gap.to(); row < end; row++) {
      boolean isAnswer =
          trace.direction(row) == Direction.SERVER_TO_CLIENT
              && trace.has(row, SegmentEvent.DUPLICATE_SACK)
              && trace.epochNanos(row) - gap.endNanos() <= AT_ONCE_NANOS;
      answered += isAnswer ? 1 : 0;
    }
    return answered;
  }

  /**
   * The answer is the first word of the request's arrival, the client had missed one, and the
   * server tells of its copy as soon as the path allows. That the ACK was lost and the program slow
   * besides is less likely than that the answer was lost.
   */
  private static boolean isUnacknowledged(Gap gap) {
    return gap.scene().isData(gap.to())
        && gap.fromClient().outstandingBytes() > 0
        && gap.durationNanos() > PUT_OFF_NANOS
        && isCopyAnswered(gap);
  }

  private static boolean isCopyAnswered(Gap gap) {
    TcpTrace trace = gap.trace();
    int begin = Math.max(0, gap.to() - Scene.LOOK_ROWS);
    int copy = gap.to() - 1;
    while (copy > begin && !LossWaits.isRepair(trace, copy)) {
      copy--;
    }
    long due =
        trace.epochNanos(copy) + gap.scene().path().serverNanos() * 5 / 4 + Scene.JITTER_NANOS;
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end && trace.epochNanos(row) <= due; row++) {
      if (trace.direction(row) == Direction.SERVER_TO_CLIENT
          && trace.has(row, SegmentEvent.DUPLICATE_SACK)) {
        return copy > begin;
      }
    }
    return false;
  }
}
