package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * What was sent in a silence and lost before it came to the capture point, near the receiver. It
 * looks as if the sender had rested; what comes behind the silence tells that it had not.
 */
final class LostFlight {
  /** No timer runs out sooner (Linux' least timeout is 200 ms, less what clocks round). */
  static final long LEAST_TIMEOUT_NANOS = Nanos.ofMillis(180);

  /** TCP options that a full-size segment may give room to. */
  private static final int OPTION_BYTES = 40;

  /** From so many lost segments at once on it was no single loss (STALLS L04). */
  private static final int FEW_SEGMENTS = 3;

  private LostFlight() {}

  /** The cause of a silence in which a flight was lost; empty where nothing proves that. */
  static Optional<StallCause> cause(Gap gap) {
    Direction direction = gap.endedBy();
    boolean isNearReceiver =
        gap.scene().path().toSender(direction) > gap.scene().path().toReceiver(direction);
    if (!isNearReceiver || gap.sender(direction).outstandingBytes() > 0) {
      return Optional.empty();
    }
    return gap.scene().isData(gap.to())
        ? behindTimer(gap, direction).or(() -> behindProbe(gap, direction))
        : behindAnswer(gap, direction);
  }

  /**
   * A timer ran out: the first segment comes alone though its sender had more, as nothing but a
   * window of one segment explains, and what follows a round trip later lies behind a hole. The
   * hole had been sent before the timer.
   */
  private static Optional<StallCause> behindTimer(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    int next = gap.scene().nextData(direction, gap.to());
    if (gap.durationNanos() < LEAST_TIMEOUT_NANOS
        || next < 0
        || !hadMore(gap, direction)
        || trace.epochNanos(next) - trace.epochNanos(gap.to()) < gap.clocks().minNanos() * 3 / 4) {
      return Optional.empty();
    }
    long hole = trace.sequence(next) - trace.end(gap.to());
    if (hole <= 0 || !isFilled(gap, direction, next)) {
      return Optional.empty();
    }
    int mss = gap.scene().mss(direction);
    if (isShrunk(gap, direction, mss)) {
      return Optional.of(StallCause.PATH_MTU_BLACK_HOLE);
    }
    return Optional.of(
        hole > FEW_SEGMENTS * (long) mss
            ? StallCause.PATH_OUTAGE
            : StallCause.RETRANSMISSION_TIMEOUT);
  }

  /**
   * A probe: when a timer of two round trips or more has run out, one segment comes alone behind a
   * hole (RFC 8985 section 7), and only a round trip later, when its sender has heard of the hole,
   * more, and what belongs there.
   */
  private static Optional<StallCause> behindProbe(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    long roundTrip = gap.clocks().minNanos();
    long start = trace.sequence(gap.to());
    boolean isTimed =
        gap.durationNanos() >= 2 * roundTrip * 4 / 5
            && gap.durationNanos() <= gap.clocks().timeoutNanos() * 5 / 4;
    int next = gap.scene().nextData(direction, gap.to());
    return isTimed
            && gap.sender(direction).highest() >= 0
            && start > gap.sender(direction).highest()
            && next >= 0
            && !trace.has(next, SegmentEvent.OVERTAKEN)
            && trace.epochNanos(next) - trace.epochNanos(gap.to()) >= roundTrip * 3 / 4
            && isFilled(gap, direction, gap.to())
        ? Optional.of(StallCause.TAIL_LOSS)
        : Optional.empty();
  }

  /** An acknowledgment carries a number behind data that did not come: an answer was lost. */
  private static Optional<StallCause> behindAnswer(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    boolean isBehind =
        gap.scene().isPureAck(gap.to())
            && gap.sender(direction).highest() >= 0
            && trace.sequence(gap.to()) > gap.sender(direction).highest();
    return isBehind && isFilled(gap, direction, gap.to())
        ? Optional.of(StallCause.TAIL_LOSS)
        : Optional.empty();
  }

  private static boolean hadMore(Gap gap, Direction direction) {
    return (gap.trace().flags(gap.to()) & TcpFlags.PSH) == 0
        || gap.trace().payloadBytes(gap.to()) >= gap.scene().mss(direction);
  }

  /** What is missing when the row comes is captured later. */
  private static boolean isFilled(Gap gap, Direction direction, int row) {
    TcpTrace trace = gap.trace();
    int end = Math.min(trace.size(), row + Scene.LOOK_ROWS);
    for (int later = row + 1; later < end; later++) {
      if (trace.direction(later) == direction
          && gap.scene().isData(later)
          && trace.sequence(later) < trace.sequence(row)) {
        return true;
      }
    }
    return false;
  }

  /** Behind the silence no segment is full, though some end only because they may not be larger. */
  private static boolean isShrunk(Gap gap, Direction direction, int mss) {
    TcpTrace trace = gap.trace();
    if ((trace.flags(gap.to()) & TcpFlags.PSH) != 0) {
      return false;
    }
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end; row++) {
      if (trace.direction(row) == direction && trace.payloadBytes(row) >= mss - OPTION_BYTES) {
        return false;
      }
    }
    return true;
  }
}
