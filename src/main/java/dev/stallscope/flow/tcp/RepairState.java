package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;

/**
 * How one sender repairs losses: names the mechanism behind each retransmission (STALLS 1.4, M1 to
 * M10). Times are those of the capture point; what the sender did in answer to an ACK is seen a
 * trip to the sender and back after it.
 */
final class RepairState {
  /** Linux never waits less (TCP_RTO_MIN, 200 ms), with some room for the clock. */
  private static final long LEAST_TIMEOUT_NANOS = Nanos.ofMillis(180);

  private static final long ANSWER_NANOS = Nanos.ofMillis(20);
  private static final long TICK_NANOS = Nanos.ofMillis(4);
  private static final int DUPLICATE_ACK_THRESHOLD = 3; // RFC 5681 section 3.2

  private final ConnectionTrace trace;
  private final SenderState sender;
  private final RoundTripEstimate estimate;
  private final long toSenderNanos;
  private final long pathNanos;
  private final int mss;

  private long lastAckNanos = Long.MIN_VALUE / 2;
  private long lastAdvanceNanos = Long.MIN_VALUE / 2;
  private long lastDuplicateNanos = Long.MIN_VALUE / 2;
  private long recoveryPoint = -1;
  private long timeoutPoint = -1;

  RepairState(
      ConnectionTrace trace,
      SenderState sender,
      RoundTripEstimate estimate,
      PathTimes path,
      boolean isClient,
      int mss) {
    this.trace = trace;
    this.sender = sender;
    this.estimate = estimate;
    this.mss = mss;
    toSenderNanos = path.toSender(isClient);
    pathNanos = Math.max(0, path.whole());
  }

  /** Takes an answer of the other side, after the sender's state took it. */
  void answered(int row) {
    if (!trace.isAck(row) || trace.isReset(row)) {
      return;
    }
    long now = trace.epochNanos(row);
    if (sender.hasAdvanced()) {
      lastAdvanceNanos = now;
      lastAckNanos = now;
    }
    if (sender.isDuplicate()) {
      lastDuplicateNanos = now;
      lastAckNanos = now;
    }
    if (sender.acknowledged() >= recoveryPoint) {
      recoveryPoint = -1;
    }
    if (sender.acknowledged() >= timeoutPoint) {
      timeoutPoint = -1;
    }
  }

  /**
   * Names what made the sender send a row again, and remembers the repair that it begins.
   *
   * @param previous row that last sent the bytes, or -1
   * @param sinceNanos when they were last sent, or when the hole was seen
   * @param oldestNanos when the oldest bytes that are not acknowledged were last sent; the latest
   *     time where that is not known
   */
  RetransmissionCause cause(int row, int previous, long sinceNanos, long oldestNanos) {
    RetransmissionCause cause = find(row, previous, sinceNanos, oldestNanos);
    switch (cause) {
      case TIMEOUT -> {
        timeoutPoint = sender.highest();
        recoveryPoint = -1;
      }
      case FAST_RETRANSMIT, EARLY_RETRANSMIT, RACK ->
          recoveryPoint = Math.max(recoveryPoint, sender.highest());
      case NONE, HANDSHAKE_TIMER, RECOVERY, TAIL_LOSS_PROBE, AFTER_TIMEOUT, UNKNOWN -> {}
    }
    return cause;
  }

  private RetransmissionCause find(int row, int previous, long sinceNanos, long oldestNanos) {
    int flags = trace.flags(row);
    boolean isBareFin = (flags & TcpFlags.FIN) != 0 && trace.payloadBytes(row) == 0;
    if ((flags & TcpFlags.SYN) != 0 || isBareFin) {
      return RetransmissionCause.HANDSHAKE_TIMER;
    }
    long now = trace.epochNanos(row);
    boolean isAnswer =
        now - lastAckNanos <= toSenderNanos + Math.max(ANSWER_NANOS, toSenderNanos / 2);
    boolean isOld = trace.end(row) <= sender.acknowledged(); // its ACK did not reach the sender
    long waited =
        now - (isOld ? sinceNanos : Math.max(sinceNanos, lastAdvanceNanos + toSenderNanos));
    boolean isLate = waited >= LEAST_TIMEOUT_NANOS && waited * 10 >= estimate.timeoutNanos() * 8;
    boolean isTimer = !isAnswer && (isLate || isBackOff(previous, now));
    if (timeoutPoint > trace.sequence(row)) {
      return isTimer ? RetransmissionCause.TIMEOUT : RetransmissionCause.AFTER_TIMEOUT;
    }
    if (isTimer) {
      return isProbeRatherThanTimeout(row, previous, waited)
          ? RetransmissionCause.TAIL_LOSS_PROBE
          : RetransmissionCause.TIMEOUT;
    }
    if (recoveryPoint > trace.sequence(row)) {
      return previous >= 0 && trace.retransmissionCause(previous) != RetransmissionCause.NONE
          ? RetransmissionCause.RACK
          : RetransmissionCause.RECOVERY;
    }
    if (showsLoss(sender.sacked().totalFrom(trace.end(row)))) {
      return RetransmissionCause.FAST_RETRANSMIT;
    }
    if (isProbe(row, previous, waited)
        || !isAnswer && isProbeAtTimeout(row, previous, oldestNanos)) {
      return RetransmissionCause.TAIL_LOSS_PROBE;
    }
    if (sender.duplicateAcks() > 0 || sender.sacked().total() > 0) {
      return causeOfFewDuplicates(now);
    }
    return RetransmissionCause.UNKNOWN;
  }

  private boolean showsLoss(long sackedBytes) {
    return sender.duplicateAcks() >= DUPLICATE_ACK_THRESHOLD || sackedBytes > 2L * mss;
  }

  /** The timer doubles with each expiry (M7, M10). */
  private boolean isBackOff(int previous, long now) {
    if (previous < 0) {
      return false;
    }
    RetransmissionCause before = trace.retransmissionCause(previous);
    int original = trace.originalRow(previous);
    if (original < 0
        || (before != RetransmissionCause.TIMEOUT
            && before != RetransmissionCause.TAIL_LOSS_PROBE)) {
      return false;
    }
    long gap = now - trace.epochNanos(previous);
    long gapBefore = trace.epochNanos(previous) - trace.epochNanos(original);
    return gap >= LEAST_TIMEOUT_NANOS && gap * 10 >= gapBefore * 8;
  }

  /** Whether a tail loss probe fits (M6): the last segment again, once, after its own timer. */
  private boolean isProbe(int row, int previous, long waited) {
    return isFirstOfTail(row, previous)
        && sender.duplicateAcks() == 0
        && (isNear(waited, probeTimeoutNanos(false))
            || (mayBeOneSegment() && isNear(waited, probeTimeoutNanos(true))));
  }

  /**
   * Whether the last segment was sent again when the timeout of the oldest was due: a sender that
   * goes on sends no probe before, and none later (RFC 8985 section 7.2).
   */
  private boolean isProbeAtTimeout(int row, int previous, long oldestNanos) {
    long waited = trace.epochNanos(row) - Math.max(oldestNanos, lastAdvanceNanos + toSenderNanos);
    return isFirstOfTail(row, previous)
        && sender.duplicateAcks() == 0
        && oldestNanos < trace.epochNanos(previous)
        && isNear(waited, estimate.timeoutNanos());
  }

  private static boolean isNear(long waited, long expected) {
    return Math.abs(waited - expected) <= expected / 5 + TICK_NANOS;
  }

  /** Where the time would fit the retransmission timer too, the nearer of both. */
  private boolean isProbeRatherThanTimeout(int row, int previous, long waited) {
    long ofProbe = Math.abs(waited - probeTimeoutNanos(false));
    if (mayBeOneSegment()) {
      ofProbe = Math.min(ofProbe, Math.abs(waited - probeTimeoutNanos(true)));
    }
    return isProbe(row, previous, waited) && ofProbe < Math.abs(waited - estimate.timeoutNanos());
  }

  private boolean isFirstOfTail(int row, int previous) {
    return previous >= 0
        && trace.end(row) >= sender.highest()
        && trace.retransmissionCause(previous) == RetransmissionCause.NONE;
  }

  private boolean mayBeOneSegment() {
    return sender.highest() - sender.acknowledged() <= mss;
  }

  /** RFC 8985 section 7.2, with Linux' allowance for the delayed ACK of a lone segment. */
  private long probeTimeoutNanos(boolean isOneSegment) {
    long smoothed = estimate.smoothedNanos();
    return smoothed < 0
        ? RoundTripEstimate.INITIAL_TIMEOUT_NANOS
        : 2 * smoothed + Nanos.ofMillis(isOneSegment ? 200 : 2);
  }

  private RetransmissionCause causeOfFewDuplicates(long now) {
    long sinceDuplicate = now - lastDuplicateNanos - toSenderNanos;
    long reorderingNanos = pathNanos / 4; // RFC 8985 section 6.2
    long flightSegments = (sender.highest() - sender.acknowledged() + mss - 1) / mss;
    boolean isSmallFlight =
        flightSegments <= DUPLICATE_ACK_THRESHOLD && sender.duplicateAcks() >= flightSegments - 1;
    if (sinceDuplicate <= 2 * reorderingNanos && sinceDuplicate * 2 >= reorderingNanos) {
      return RetransmissionCause.RACK;
    }
    if (sinceDuplicate > ANSWER_NANOS) {
      return RetransmissionCause.UNKNOWN;
    }
    if (isSmallFlight) {
      return RetransmissionCause.EARLY_RETRANSMIT;
    }
    if (sender.duplicateAcks() == DUPLICATE_ACK_THRESHOLD - 1) {
      return RetransmissionCause.FAST_RETRANSMIT; // the third may be missing in the capture
    }
    return sender.sacked().total() > 0 ? RetransmissionCause.RACK : RetransmissionCause.UNKNOWN;
  }
}
