package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Optional;

/**
 * What was sent again although it had arrived (L10, N02): its ACK was late or lost, or the data
 * were late, or nothing passed at all.
 */
final class NeedlessRepairs {
  private NeedlessRepairs() {}

  /** Sent again for nothing: the ACK was late, or it was lost. */
  static StallCause cause(Gap gap, Direction direction) {
    Optional<StallCause> answer = lostAnswer(gap, direction.reverse());
    if (answer.isPresent()) {
      return answer.get();
    }
    if (isAnswerMissing(gap, direction.reverse())) {
      return StallCause.SPURIOUS_RETRANSMISSION;
    }
    int transmissions = RepairSeries.around(gap, direction).transmissions();
    boolean isTriedOften = transmissions > 2 && !isEachAnswered(gap, direction, transmissions);
    if (isTriedOften || hasLostFlight(gap, direction)) {
      // No single ACK was late: nothing passed in either direction.
      return StallCause.PATH_OUTAGE;
    }
    return lateCause(gap, direction);
  }

  /**
   * Whether the receiver's next packet leaves a hole: what it had answered with was lost on the way
   * back, and no path stood still.
   */
  private static boolean isAnswerMissing(Gap gap, Direction answers) {
    TcpTrace trace = gap.trace();
    long heard = gap.sender(answers).highest();
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (trace.direction(row) == answers) {
        return heard >= 0
            && trace.sequence(row) > heard
            && !gap.scene().hasFlag(row, TcpFlags.SYN | TcpFlags.RST);
      }
    }
    return false;
  }

  /** Whether the receiver tells of every copy, of several, that it came: all of them had passed. */
  static boolean hasAllArrived(Gap gap, Direction direction) {
    int transmissions = RepairSeries.around(gap, direction).transmissions();
    return transmissions > 2 && isEachAnswered(gap, direction, transmissions);
  }

  private static boolean isEachAnswered(Gap gap, Direction direction, int transmissions) {
    TcpTrace trace = gap.trace();
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    int copies = 0;
    for (int row = gap.to() + 1; row < end && copies < transmissions - 1; row++) {
      if (trace.direction(row) != direction
          && trace.has(row, SegmentEvent.DUPLICATE_SACK)
          && isWithin(trace.sackBlocks(row), trace.sequence(gap.to()))) {
        copies++;
      }
    }
    return copies >= transmissions - 1;
  }

  /** The first block names the copy (RFC 2883 section 3). */
  private static boolean isWithin(long[] blocks, long sequence) {
    return blocks.length > 1 && blocks[0] <= sequence && sequence < blocks[1];
  }

  /**
   * Why nothing was heard until the needless repetition that ends the gap. Where the next ACK was
   * sent only just before it came, what it acknowledges had been late.
   */
  static StallCause lateCause(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    if (isAnswerMissing(gap, gap.endedBy().reverse())) {
      return StallCause.SPURIOUS_RETRANSMISSION;
    }
    long half = gap.clocks().minNanos() * 3 / 4;
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (trace.direction(row) != direction
          && trace.acknowledgment(row) > gap.sender(direction).acknowledged()) {
        boolean answersTheFirst = trace.epochNanos(row) - trace.epochNanos(gap.to()) < half;
        return answersTheFirst
                || SenderTimestamps.isFresh(gap.until(row)) && !answersOnlyTheRepair(gap, row)
            ? StallCause.DELAY_SPIKE
            : StallCause.SPURIOUS_RETRANSMISSION;
      }
    }
    return StallCause.SPURIOUS_RETRANSMISSION;
  }

  /**
   * All was acknowledged by one word, a round trip after the repair or later: two copies that had
   * both been late would have been answered twice (RFC 5681 section 4.2). So the first had been
   * answered in time, and that word was lost.
   */
  private static boolean answersOnlyTheRepair(Gap gap, int answer) {
    TcpTrace trace = gap.trace();
    long answered = trace.epochNanos(answer);
    long roundTrip = gap.clocks().minNanos();
    if (answered - trace.epochNanos(gap.to()) < roundTrip
        || trace.acknowledgment(answer) < trace.end(gap.to())
        || trace.acknowledgment(answer) < gap.sender(gap.endedBy()).highest()) {
      return false;
    }
    int end = Math.min(trace.size(), answer + Scene.LOOK_ROWS);
    for (int row = answer + 1; row < end && trace.epochNanos(row) <= answered + roundTrip; row++) {
      if (trace.direction(row) == trace.direction(answer)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What was sent again had arrived, and so was answered; but the answer was lost, and with it the
   * acknowledgment in it. It shows where the answer is sent again before it is acknowledged.
   */
  private static Optional<StallCause> lostAnswer(Gap gap, Direction answers) {
    TcpTrace trace = gap.trace();
    long answered = gap.sender(answers).highest();
    if (gap.sender(answers).outstandingBytes() == 0) {
      return Optional.empty();
    }
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end; row++) {
      if (trace.direction(row) != answers && trace.acknowledgment(row) >= answered) {
        return Optional.empty();
      }
      if (trace.direction(row) == answers && LossWaits.isRepair(trace, row)) {
        return LossWaits.isNeedless(trace, row)
            ? Optional.empty()
            : Optional.of(LossWaits.timerCause(gap.until(row), answers));
      }
    }
    return Optional.empty();
  }

  /**
   * Near the receiver: what was sent before the silence is missing when the new data comes, so not
   * only the ACKs did not pass. Data that came without a silence show that the path was there.
   */
  private static boolean hasLostFlight(Gap gap, Direction direction) {
    if (gap.durationNanos() < LostFlight.LEAST_TIMEOUT_NANOS) {
      return false;
    }
    long highest = gap.sender(direction).highest();
    TcpTrace trace = gap.trace();
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (trace.direction(row) == direction && trace.end(row) > highest) {
        return trace.sequence(row) > highest;
      }
    }
    return false;
  }

  /**
   * When the next ACK was due: a round trip after the oldest segment under way was sent, which in a
   * full pipe is at once.
   */
  static long dueNanos(Gap gap) {
    TcpTrace trace = gap.trace();
    long acknowledged = gap.sender(gap.endedBy()).acknowledged();
    long sent = gap.startNanos();
    for (int row = gap.from(); row >= Math.max(0, gap.from() - Scene.LOOK_ROWS); row--) {
      if (trace.direction(row) == gap.endedBy() && trace.payloadBytes(row) > 0) {
        if (trace.end(row) <= acknowledged) {
          break;
        }
        sent = trace.epochNanos(row);
      }
    }
    return Math.max(0, sent + gap.clocks().minNanos() - gap.startNanos());
  }
}
