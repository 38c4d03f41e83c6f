package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.TimeThresholds;
import dev.stallscope.net.Direction;

/**
 * The transmissions of one segment before and after a retransmission, as long as the peer
 * acknowledged nothing new.
 *
 * @param transmissions how often the segment was sent
 * @param timeouts how many of them a retransmission timer sent
 * @param attempts how often a timer or a probe sent any of what was not acknowledged, the first
 *     transmission included
 * @param payloadBytes the segment's size, the largest that it was sent in
 * @param arrived whether it was acknowledged in the end
 * @param onlySmallArrived whether of what the sender had sent before, smaller segments arrived and
 *     none of this size
 * @param arrivedWhole whether it was acknowledged after it had been sent in this size again
 * @param arrivedSmaller whether it was acknowledged after it had been sent in a smaller size
 */
record RepairSeries(
    int transmissions,
    int timeouts,
    int attempts,
    int payloadBytes,
    boolean arrived,
    boolean onlySmallArrived,
    boolean arrivedWhole,
    boolean arrivedSmaller) {
  /** From so many transmissions on the path is taken to be out, however little was in flight. */
  private static final int OUTAGE_TRANSMISSIONS = 5;

  /** From so many on, where none was ever acknowledged. */
  private static final int DEAD_TRANSMISSIONS = 4;

  /** TCP options that a full-size segment may give room to. */
  private static final int OPTION_BYTES = 40;

  private static final int BLACK_HOLE_TRANSMISSIONS = 3;

  static RepairSeries around(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    int row = gap.to();
    long acknowledged = gap.sender(direction).acknowledged();
    int transmissions = 2;
    int timeouts = isTimeout(trace, row) ? 1 : 0;
    int attempts = isAttempt(trace, row, direction) ? 2 : 1;
    for (int i = gap.from(); i >= 0 && i > gap.from() - Scene.LOOK_ROWS; i--) {
      if (advances(trace, i, direction, trace.sequence(row))) {
        break;
      }
      attempts += isAttempt(trace, i, direction) && trace.end(i) > acknowledged ? 1 : 0;
      if (isSame(trace, i, row, direction) && LossWaits.isRepair(trace, i)) {
        transmissions++;
        timeouts += isTimeout(trace, i) ? 1 : 0;
      }
    }
    int end = Math.min(trace.size(), row + Scene.LOOK_ROWS);
    int lastBytes = trace.payloadBytes(row);
    boolean arrived = false;
    for (int i = row + 1; i < end && !arrived; i++) {
      arrived = advances(trace, i, direction, trace.sequence(row));
      attempts += isAttempt(trace, i, direction) ? 1 : 0;
      if (isSame(trace, i, row, direction)) {
        lastBytes = trace.payloadBytes(i);
        transmissions++;
        timeouts += isTimeout(trace, i) ? 1 : 0;
      }
    }
    int payloadBytes = Math.max(trace.payloadBytes(row), originalBytes(trace, row));
    boolean isWhole = lastBytes >= payloadBytes - OPTION_BYTES;
    return new RepairSeries(
        transmissions,
        timeouts,
        attempts,
        payloadBytes,
        arrived,
        onlySmallArrived(gap, direction),
        arrived && isWhole,
        arrived && !isWhole);
  }

  /**
   * A SACK says of no segment which it was; as long as it covers no more than the small ones behind
   * what is missing, they are what came.
   */
  private static boolean onlySmallArrived(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    Gap.SenderState sender = gap.sender(direction);
    long small = 0;
    boolean smaller = false;
    for (int i = gap.from(); i >= 0 && i > gap.from() - Scene.LOOK_ROWS; i--) {
      if (trace.direction(i) != direction || trace.payloadBytes(i) == 0) {
        continue;
      }
      boolean isSmall = trace.payloadBytes(i) < trace.payloadBytes(gap.to()) - OPTION_BYTES;
      if (trace.end(i) > sender.acknowledged()) {
        small += isSmall && !LossWaits.isRepair(trace, i) ? trace.payloadBytes(i) : 0;
      } else if (isSmall) {
        smaller = true;
      } else {
        return false;
      }
    }
    return sender.sackedBytes() <= small && (smaller || sender.sackedBytes() > 0);
  }

  private static int originalBytes(TcpTrace trace, int row) {
    int original = trace.originalRow(row);
    return original < 0 ? 0 : trace.payloadBytes(original);
  }

  private static boolean isTimeout(TcpTrace trace, int row) {
    return trace.retransmissionCause(row) == RetransmissionCause.TIMEOUT;
  }

  private static boolean isAttempt(TcpTrace trace, int row, Direction direction) {
    RetransmissionCause cause = trace.retransmissionCause(row);
    return trace.direction(row) == direction
        && (cause == RetransmissionCause.TIMEOUT || cause == RetransmissionCause.TAIL_LOSS_PROBE)
        && LossWaits.isRepair(trace, row);
  }

  private static boolean isSame(TcpTrace trace, int row, int other, Direction direction) {
    return trace.direction(row) == direction
        && trace.payloadBytes(row) > 0
        && trace.sequence(row) <= trace.sequence(other)
        && trace.end(row) > trace.sequence(other)
        && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE);
  }

  private static boolean advances(TcpTrace trace, int row, Direction direction, long sequence) {
    return trace.direction(row) != direction && trace.acknowledgment(row) > sequence;
  }

  /** Whether nothing got through for so long that the path was out, or the connection is dead. */
  boolean isOutage() {
    return Math.max(transmissions, attempts) >= OUTAGE_TRANSMISSIONS
        || !arrived && timeouts > 0 && transmissions >= DEAD_TRANSMISSIONS;
  }

  /** Whether as many copies as of a dead connection were sent, and none was acknowledged. */
  boolean isVain() {
    return !arrived && transmissions >= DEAD_TRANSMISSIONS;
  }

  /**
   * Whether only full-size segments fail to arrive (L11), until their sender makes them smaller.
   */
  boolean isBlackHole(long mss) {
    return transmissions >= BLACK_HOLE_TRANSMISSIONS
        && payloadBytes >= mss - OPTION_BYTES
        && (onlySmallArrived || arrivedSmaller)
        && !arrivedWhole;
  }

  /**
   * What ended the silence behind a repair was the first word that came of it: before that the
   * sender may have had no leave to go on, as how large its window is in a recovery does not show
   * (RFC 6937).
   */
  static boolean isUnheard(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    int repair = gap.scene().lastData(direction, gap.from());
    int word = gap.from() + 1;
    while (word < gap.to() && trace.direction(word) == direction) {
      word++;
    }
    return gap.sender(direction).isRecovering()
        && repair >= 0
        && LossWaits.isRepair(trace, repair)
        && trace.direction(word) != direction
        && trace.epochNanos(gap.to()) - trace.epochNanos(word) < TimeThresholds.WAIT_NANOS;
  }
}
