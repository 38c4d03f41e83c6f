package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.measure.rate.Round;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Optional;

/**
 * G5: a message is under way and its sender waits for an acknowledgment. Near the sender the gap
 * ends with the ACK; near the receiver, with the data that the ACK let go.
 */
final class AckWaits implements Judge {
  /** A sender that was waiting for an ACK sends within this time and a tenth of a round trip. */
  private static final long PROMPT_NANOS = 1_000_000L;

  /** Lateness up to here is usual. */
  private static final long USUAL_EXCESS_NANOS = 30_000_000L;

  /** Packets closer than this share of a round trip are the link's own rhythm. */
  private static final int RHYTHM_SHARE = 4;

  private static final double RHYTHM_FACTOR = 2.5;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    Direction direction = gap.dataDirection();
    boolean endsWithAck =
        gap.endedBy() != direction
            && gap.sender(direction).outstandingBytes() > 0
            && !gap.scene().hasFlag(gap.to(), TcpFlags.RST);
    boolean endsWithData = gap.endedBy() == direction && gap.scene().isData(gap.to());
    if (!endsWithAck && !endsWithData) {
      return Optional.empty();
    }
    Optional<Verdict> own = endsWithAck ? waitOfItsOwn(gap, direction) : Optional.empty();
    if (own.isPresent()) {
      return own;
    }
    if (isHeldWrite(gap, direction)) {
      return Optional.of(Verdict.lost(gap, StallCause.NAGLE_DELAYED_ACK, 0.9));
    }
    if (isRhythm(gap)) {
      return Optional.of(Verdict.blameless(gap, StallCause.TRANSFER, 0.9));
    }
    return endsWithAck ? acknowledged(gap, direction) : released(gap, direction);
  }

  /**
   * Whatever the rhythm of the packets before: a delayed ACK, or the pause that the ACK lies in.
   */
  private static Optional<Verdict> waitOfItsOwn(Gap gap, Direction direction) {
    return DelayedAcks.judge(gap, direction)
        .or(
            () ->
                isFollowed(gap, direction)
                    ? Optional.empty()
                    : MessageWaits.pauseUntilAcknowledged(gap, direction));
  }

  /** K01 where the ACK was as quick as the path: the write behind it lost the whole round trip. */
  private static boolean isHeldWrite(Gap gap, Direction direction) {
    int released =
        gap.endedBy() == direction ? gap.to() : gap.scene().nextData(direction, gap.to());
    return gap.scene().heldWrites(direction).includes(released);
  }

  private static boolean isRhythm(Gap gap) {
    return gap.durationNanos() <= gap.clocks().minNanos() / RHYTHM_SHARE
        || gap.spacingNanos() >= 0 && gap.durationNanos() <= gap.spacingNanos() * RHYTHM_FACTOR;
  }

  private static Optional<Verdict> acknowledged(Gap gap, Direction direction) {
    // Nobody waits for an acknowledgment that lets nothing go, however late it is.
    if (!isFollowed(gap, direction)) {
      return Optional.of(Verdict.blameless(gap, StallCause.TRANSFER, 0.7));
    }
    long path = gap.scene().path().toReceiver(direction);
    if (isLate(gap, path)) {
      return Optional.of(
          lostBehind(gap, direction, path).orElseGet(() -> late(gap, direction, path)));
    }
    return Optional.of(windowGrowth(gap, direction));
  }

  /**
   * The data came as soon as an ACK captured before can have called them, or their sender had sent
   * them before it heard of all.
   */
  private static Optional<Verdict> released(Gap gap, Direction direction) {
    long path = gap.scene().path().toSender(direction);
    boolean isPrompt =
        gap.durationNanos() <= longestRelease(gap, direction, path)
            && path >= PROMPT_NANOS
            && gap.sender(direction).flightBytes() > 0;
    if (isPrompt) {
      return Optional.of(
          isFollowed(gap, direction)
              ? windowGrowth(gap, direction)
              : Verdict.blameless(gap, StallCause.TRANSFER, 0.7));
    }
    if (isLetOut(gap, direction, path)) {
      return Optional.of(windowGrowth(gap, direction));
    }
    if (LostFlight.cause(gap).isPresent()) {
      return Optional.empty();
    }
    Optional<Verdict> held = SenderTimestamps.heldBack(gap);
    if (held.isPresent()) {
      return held;
    }
    long unheard = SenderTimestamps.unheardNanos(gap);
    if (unheard < 0) {
      return Optional.empty();
    }
    long usual = Math.max(gap.clocks().minNanos(), gap.clocks().smoothedNanos());
    return Optional.of(
        unheard - usual > leastLateNanos(gap)
                && !gap.scene().isSharedWithOthers(gap.startNanos(), gap.endNanos())
            ? acknowledgedLate(gap, direction, unheard - usual)
            : windowGrowth(gap, direction));
  }

  /**
   * Near the sender: new data at once after the first news of a hole (RFC 3042, RFC 6675), which
   * acknowledges nothing more but says that something has left the path. What had been waited for
   * is an ACK.
   */
  private static boolean isLetOut(Gap gap, Direction direction, long path) {
    TcpTrace trace = gap.trace();
    int news = gap.to() - 1;
    return path < PROMPT_NANOS
        && news > gap.from()
        && trace.direction(news) != direction
        && trace.sackBlocks(news).length > 0
        && trace.epochNanos(gap.to()) - trace.epochNanos(news) <= PROMPT_NANOS
        && gap.durationNanos() <= gap.clocks().stallNanos()
        && gap.sender(direction).outstandingBytes() > 0;
  }

  /** Near the receiver: its ACKs were long under way, and their sender waited for them. */
  private static Verdict acknowledgedLate(Gap gap, Direction direction, long lateNanos) {
    StallCause cause =
        SenderTimestamps.isRepeatedUnheard(gap)
            ? StallCause.SPURIOUS_RETRANSMISSION
            : gap.scene().limits().delayCause(direction, gap.durationNanos());
    long lost = Math.min(lateNanos, gap.durationNanos());
    return new Verdict(cause, gap.endNanos(), lost, 0.7);
  }

  /** A sender that had more ready when it stopped waited for nothing else, late as the ACK was. */
  private static long longestRelease(Gap gap, Direction direction, long path) {
    int last = gap.scene().lastData(direction, gap.from());
    boolean hadMore = last >= 0 && (gap.trace().flags(last) & TcpFlags.PSH) == 0;
    long usual = hadMore ? Math.max(path, gap.clocks().smoothedNanos()) : path;
    return usual * 5 / 4 + 2 * PROMPT_NANOS;
  }

  private static boolean isLate(Gap gap, long path) {
    return gap.durationNanos() - path > leastLateNanos(gap);
  }

  private static long leastLateNanos(Gap gap) {
    return Math.max(gap.clocks().stallNanos() - gap.clocks().minNanos(), USUAL_EXCESS_NANOS);
  }

  /**
   * The ACK was late because what would have called it was lost: a receiver puts off the ACK of one
   * segment as long as none follows. Such a wait is the loss's.
   */
  private static Optional<Verdict> lostBehind(Gap gap, Direction direction, long path) {
    TcpTrace trace = gap.trace();
    long missing = trace.acknowledgment(gap.to());
    if (missing >= gap.sender(direction).highest()) {
      return Optional.empty();
    }
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to() + 1; row < end; row++) {
      if (trace.direction(row) == direction
          && trace.sequence(row) == missing
          && LossWaits.isRepair(trace, row)
          && !LossWaits.isNeedless(trace, row)) {
        StallCause cause = LossWaits.policed(gap, LossWaits.repairCause(gap.until(row)));
        return Optional.of(Verdict.beyond(gap, cause, path, 0.7));
      }
    }
    return Optional.empty();
  }

  private static Verdict late(Gap gap, Direction direction, long path) {
    int last = gap.scene().lastData(direction, gap.from());
    if (last >= 0
        && LossWaits.isRepair(gap.trace(), last)
        && LossWaits.isNeedless(gap.trace(), last)) {
      StallCause cause =
          SenderTimestamps.isFresh(gap)
              ? StallCause.DELAY_SPIKE
              : StallCause.SPURIOUS_RETRANSMISSION;
      // What had been waited for before the repetition is still waited for.
      return Verdict.lost(gap, cause, 0.7);
    }
    if (WindowWaits.isPutOffUnread(gap, direction)) {
      return Verdict.beyond(gap, StallCause.ZERO_WINDOW, path, 0.7);
    }
    if (DelayedAcks.isSuspected(gap, direction)) {
      return Verdict.beyond(gap, DelayedAcks.cause(gap, direction), path, 0.5);
    }
    return Verdict.beyond(
        gap, gap.scene().limits().delayCause(direction, gap.durationNanos()), path, 0.7);
  }

  /** The window let no more out: why it was no larger (W01 to W03, W05). */
  private static Verdict windowGrowth(Gap gap, Direction direction) {
    if (gap.scene().path().isRelayed()) {
      return Verdict.blameless(gap, StallCause.SLOW_START, 0.5);
    }
    Optional<Round> round = gap.scene().limits().round(direction, gap.from());
    if (round.map(Round::isAfterIdle).orElse(false)) {
      return Verdict.lost(gap, StallCause.SLOW_START_AFTER_IDLE, 0.8);
    }
    ThroughputLimit limit = round.map(Round::limit).orElse(ThroughputLimit.UNKNOWN);
    return switch (limit) {
      case RECEIVER -> fixedWindow(gap, StallCause.RECEIVE_WINDOW_LIMITED, direction, limit);
      case SENDER_WINDOW -> fixedWindow(gap, StallCause.SEND_BUFFER_LIMITED, direction, limit);
      case BANDWIDTH -> Verdict.blameless(gap, StallCause.TRANSFER, 0.7);
      case SLOW_START, APPLICATION, OPPORTUNITY ->
          Verdict.blameless(gap, StallCause.SLOW_START, 0.8);
      case TIMEOUT, CONGESTION, TRANSPORT, UNKNOWN ->
          gap.sender(direction).hadLoss()
                  && !gap.scene()
                      .limits()
                      .hasRegained(direction, gap.from(), gap.scene().mss(direction))
              ? smallFlight(gap, direction, round.map(Round::flightBytes).orElse(0L))
              : Verdict.blameless(gap, StallCause.SLOW_START, 0.7);
    };
  }

  private static Verdict fixedWindow(
      Gap gap, StallCause cause, Direction direction, ThroughputLimit limit) {
    double share = gap.scene().limits().avoidableShare(direction, limit);
    return Verdict.partly(gap, cause, gap.endNanos(), share, 0.7);
  }

  /** After a loss: what a round trip carried less than the path could is lost. */
  private static Verdict smallFlight(Gap gap, Direction direction, long flightBytes) {
    double share = gap.scene().limits().idleShare(direction, flightBytes, gap.clocks().minNanos());
    return Verdict.partly(
            gap,
            LossWaits.policed(gap, StallCause.CONGESTION_WINDOW_LIMITED),
            gap.endNanos(),
            share,
            0.7)
        .whereUnused(gap, direction);
  }

  /** More data left soon after the acknowledgment. */
  private static boolean isFollowed(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    int next = gap.endedBy() == direction ? gap.to() : gap.scene().nextData(direction, gap.to());
    return next >= 0
        && trace.epochNanos(next) - trace.epochNanos(gap.to())
            <= PROMPT_NANOS
                + gap.clocks().minNanos() / 10
                + gap.scene().path().toSender(direction) * 5 / 4;
  }
}
