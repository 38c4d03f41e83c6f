package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * M6 with new data: a sender that had heard nothing for two round trips probes with the next
 * segment. It looks like a pause of the application; what follows tells a late ACK from a loss.
 */
final class ProbeWaits {
  private static final long SLACK_NANOS = Nanos.ofMillis(2);

  /**
   * Added to the timer when a single segment is outstanding, whose ACK may be delayed (RFC 8985
   * section 7.2): Linux' least timeout.
   */
  private static final long SINGLE_NANOS = Nanos.ofMillis(200);

  /**
   * One write of the program is one probe: its segments leave together. Only that nothing is heard
   * until a repair tells them from a sender that goes on.
   */
  private static final long TOGETHER_NANOS = Nanos.ofMillis(1);

  private ProbeWaits() {}

  /** The cause of a gap that a probe with new data ended. */
  static Optional<StallCause> cause(Gap gap) {
    Direction direction = gap.endedBy();
    TcpTrace trace = gap.trace();
    if (gap.sender(direction).flightBytes() == 0
        || gap.sender(direction).outstandingBytes() == 0
        || !gap.scene().isData(gap.to())
        || !gap.scene().hasBareAcks(direction.reverse(), gap.to())
        || gap.scene().path().toSender(direction) > gap.scene().path().toReceiver(direction)
        || trace.sequence(gap.to()) < gap.sender(direction).highest()) {
      return Optional.empty();
    }
    boolean isProbe = isProbeTime(gap);
    boolean isOne = true;
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (trace.direction(row) != direction) {
        if (trace.acknowledgment(row) > gap.sender(direction).acknowledged()) {
          Optional<StallCause> loss = lossTold(gap, row, isProbe);
          if (loss.isPresent()) {
            return loss;
          }
          return isProbe && (isOne || isLeftAlone(gap, row))
              ? Optional.of(unheard(gap, row))
              : Optional.empty();
        }
      } else if (LossWaits.isRepair(trace, row)) {
        return repaired(gap, row, isProbe);
      } else if (gap.scene().isData(row)) {
        if (!isProbe || !isSentWithProbe(gap, row)) {
          return Optional.empty();
        }
        isOne = false;
      }
    }
    return Optional.empty();
  }

  /** What the first answer tells: some of what had been sent is missing, and is sent again. */
  private static Optional<StallCause> lossTold(Gap gap, int answer, boolean isProbe) {
    TcpTrace trace = gap.trace();
    if (trace.sackBlocks(answer).length == 0
        || trace.acknowledgment(answer) >= gap.sender(gap.endedBy()).highest()) {
      return Optional.empty();
    }
    int end = Math.min(trace.size(), answer + Scene.LOOK_ROWS);
    for (int row = answer + 1; row < end; row++) {
      if (trace.direction(row) == gap.endedBy() && LossWaits.isRepair(trace, row)) {
        return LossWaits.isNeedless(trace, row) ? Optional.empty() : repaired(gap, row, isProbe);
      }
    }
    return Optional.empty();
  }

  /**
   * Nothing was lost of what had been sent. An ACK that echoes the probe tells that all before it
   * had been acknowledged when that arrived, and not later (RFC 7323 section 4.3): that word was
   * lost.
   */
  private static StallCause unheard(Gap gap, int answer) {
    TcpTrace trace = gap.trace();
    long probed = trace.timestampValue(gap.to());
    int last = gap.scene().lastData(gap.endedBy(), gap.from());
    boolean isProbeEchoed =
        probed > 0
            && trace.timestampEcho(answer) == probed
            && last >= 0
            && trace.timestampValue(last) != probed;
    return isProbeEchoed ? StallCause.SPURIOUS_RETRANSMISSION : StallCause.DELAY_SPIKE;
  }

  private static boolean isSentWithProbe(Gap gap, int row) {
    return gap.trace().epochNanos(row) - gap.trace().epochNanos(gap.to()) <= TOGETHER_NANOS;
  }

  /** Behind several segments, too, was nothing heard or sent for as long as a round trip takes. */
  private static boolean isLeftAlone(Gap gap, int answer) {
    return gap.trace().epochNanos(answer) - gap.trace().epochNanos(gap.to())
        >= gap.clocks().smoothedNanos();
  }

  /**
   * Nothing was heard until a repair. Where that was needed, no pause of the program can have been
   * what was waited for: what was under way had been lost, and until its timeout nothing helped.
   */
  private static Optional<StallCause> repaired(Gap gap, int row, boolean isProbe) {
    if (LossWaits.isNeedless(gap.trace(), row)) {
      return isProbe
          ? Optional.of(NeedlessRepairs.lateCause(gap.until(row), gap.endedBy()))
          : Optional.empty();
    }
    boolean isLong = gap.durationNanos() >= 2 * gap.clocks().minNanos();
    return isProbe || isLong && gap.durationNanos() <= gap.clocks().timeoutNanos()
        ? Optional.of(LossWaits.timerCause(gap.until(row), gap.endedBy()))
        : Optional.empty();
  }

  private static boolean isProbeTime(Gap gap) {
    long smoothed = gap.clocks().smoothedNanos();
    if (smoothed < 0) {
      return false;
    }
    long timer = 2 * smoothed + SLACK_NANOS;
    // The probe waits no longer than the timeout, which began when the oldest segment was sent.
    long untilTimeout = gap.clocks().timeoutNanos() - smoothed;
    long silence = gap.durationNanos();
    return !isSingle(gap) && isNear(silence, timer)
        || isNear(silence, timer + SINGLE_NANOS)
        || untilTimeout < timer && isNear(silence, untilTimeout);
  }

  private static boolean isSingle(Gap gap) {
    int last = gap.scene().lastData(gap.endedBy(), gap.from());
    return last >= 0
        && gap.sender(gap.endedBy()).outstandingBytes() <= gap.trace().payloadBytes(last);
  }

  private static boolean isNear(long nanos, long expected) {
    return nanos >= expected * 4 / 5 && nanos <= expected * 6 / 5 + SLACK_NANOS;
  }
}
