package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** G4: the gap ends in a retransmission, or lies within the repair of a loss. */
final class LossWaits implements Judge {
  /** No receiver of today puts an acknowledgment off for longer (Linux: 40 ms). */
  private static final long ACK_NANOS = Nanos.ofMillis(60);

  /** So many segments in flight may all be lost without the path being out. */
  private static final int CHANCE_SEGMENTS = 3;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.token() == Token.CONNECT || gap.token() == Token.CLIENT && !holdsUpResponse(gap)) {
      return Optional.empty();
    }
    Optional<Verdict> discovery = PathDiscovery.verdict(gap);
    if (discovery.isPresent()) {
      return discovery;
    }
    boolean startsRepair = isRepair(gap.trace(), gap.to());
    Optional<StallCause> cause =
        startsRepair
            ? Optional.of(repairCause(gap))
            : ProbeWaits.cause(gap).or(() -> recoveryCause(gap)).or(() -> givenUpCause(gap));
    double confidence = gap.scene().has(CaptureQuality.UNSEEN_ACKNOWLEDGED) ? 0.5 : 0.9;
    return cause.map(
        found -> {
          Verdict verdict =
              Verdict.beyond(
                  gap, policed(gap, found), pathNanos(gap, startsRepair, found), confidence);
          return verdict.cause() == StallCause.PACKET_LOSS
              ? verdict.whereUnused(gap, gap.dataDirection())
              : verdict;
        });
  }

  /** Up to the repair one round trip would have passed anyway; what comes after it would not. */
  private static long pathNanos(Gap gap, boolean startsRepair, StallCause cause) {
    boolean isSeenBefore =
        startsRepair
            ? isRepeated(gap) || cause == StallCause.PACKET_LOSS && isKnownHole(gap)
            : isRecovering(gap);
    if (isSeenBefore) {
      return 0;
    }
    boolean isLate = cause == StallCause.DELAY_SPIKE || cause == StallCause.SPURIOUS_RETRANSMISSION;
    return isLate ? NeedlessRepairs.dueNanos(gap) : gap.clocks().minNanos();
  }

  /**
   * Between exchanges only the tail of the response before is missed, and only where it was lost:
   * what had arrived and is sent again holds up nobody, nor does what a side says in parting to a
   * peer that may be gone.
   */
  private static boolean holdsUpResponse(Gap gap) {
    int original = isRepair(gap.trace(), gap.to()) ? gap.trace().originalRow(gap.to()) : -1;
    return original >= 0
        && gap.endedBy() == Direction.SERVER_TO_CLIENT
        && !isNeedless(gap.trace(), gap.to())
        && gap.trace().epochNanos(original) <= gap.stretch().startNanos();
  }

  /** Whether the repair that ends the gap had been tried before it. */
  private static boolean isRepeated(Gap gap) {
    int last = gap.scene().lastData(gap.endedBy(), gap.from());
    return last >= 0
        && isRepair(gap.trace(), last)
        && gap.trace().sequence(last) == gap.trace().sequence(gap.to());
  }

  /**
   * Next to the receiver the silence before a repair is the one that the sender has after it: the
   * hole had shown itself before, and the way of the news and of the repair is what the loss costs.
   */
  private static boolean isKnownHole(Gap gap) {
    Gap.SenderState sender = gap.sender(gap.endedBy());
    return gap.scene().path().isNear(gap.endedBy().reverse())
        && (sender.sackedBytes() > 0 || sender.duplicateAcks() > 0);
  }

  private static boolean isRecovering(Gap gap) {
    return gap.fromClient().isRecovering() || gap.fromServer().isRecovering();
  }

  /** Whether the row sends bytes again, or fills a hole, because they were thought lost. */
  static boolean isRepair(TcpTrace trace, int row) {
    return trace.retransmissionCause(row) != RetransmissionCause.NONE
        && trace.retransmissionCause(row) != RetransmissionCause.HANDSHAKE_TIMER
        && (trace.flags(row) & TcpFlags.SYN) == 0
        && trace.payloadBytes(row) > 0
        && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)
        && !trace.has(row, SegmentEvent.KEEP_ALIVE)
        && !trace.has(row, SegmentEvent.ZERO_WINDOW_PROBE);
  }

  /** Whether the row sends again what had arrived. */
  static boolean isNeedless(TcpTrace trace, int row) {
    return trace.has(row, SegmentEvent.NEEDLESS)
        || trace.has(row, SegmentEvent.SPURIOUS_RETRANSMISSION);
  }

  /** The cause of the loss that the row repairs, with the state before it. */
  static StallCause repairCause(Gap gap) {
    Direction direction = gap.endedBy();
    if (isNeedless(gap.trace(), gap.to()) || NeedlessRepairs.hasAllArrived(gap, direction)) {
      return NeedlessRepairs.cause(gap, direction);
    }
    if (PathDiscovery.isMadeSmaller(gap.trace(), gap.to())) {
      return StallCause.PATH_MTU_BLACK_HOLE;
    }
    return switch (gap.trace().retransmissionCause(gap.to())) {
      case FAST_RETRANSMIT, RECOVERY, EARLY_RETRANSMIT, RACK -> StallCause.PACKET_LOSS;
      case AFTER_TIMEOUT ->
          gap.sender(direction).episode().orElse(StallCause.RETRANSMISSION_TIMEOUT);
      case TAIL_LOSS_PROBE, TIMEOUT -> timerCause(gap, direction);
      case UNKNOWN, NONE, HANDSHAKE_TIMER ->
          gap.durationNanos() >= gap.clocks().timeoutNanos() * 4 / 5
              ? timerCause(gap, direction)
              : quickCause(gap, direction);
    };
  }

  /**
   * Sooner than the timer as far as that is known: after news of a hole, or the first of several
   * that all met no word.
   */
  private static StallCause quickCause(Gap gap, Direction direction) {
    Gap.SenderState sender = gap.sender(direction);
    boolean isSilent = sender.sackedBytes() == 0 && sender.duplicateAcks() == 0;
    return isSilent && RepairSeries.around(gap, direction).isVain()
        ? StallCause.PATH_OUTAGE
        : StallCause.PACKET_LOSS;
  }

  /** What is sent in smaller packets moves on as fast as any. */
  private static boolean isTold(Gap gap, StallCause cause) {
    return cause == StallCause.PATH_MTU_BLACK_HOLE
        && gap.scene().connection().isToldOfSmallerPath();
  }

  /** A timer noticed: what had been in flight decides. */
  static StallCause timerCause(Gap gap, Direction direction) {
    Gap.SenderState sender = gap.sender(direction);
    long mss = gap.scene().mss(direction);
    RepairSeries series = RepairSeries.around(gap, direction);
    if (series.isBlackHole(mss)) {
      return StallCause.PATH_MTU_BLACK_HOLE;
    }
    boolean isSilent = sender.sackedBytes() == 0 && sender.duplicateAcks() == 0;
    if (series.timeouts() > 0 && isSilent && isFlight(gap, direction) || series.isOutage()) {
      return StallCause.PATH_OUTAGE;
    }
    if (series.transmissions() > 2 && series.timeouts() > 0) {
      return StallCause.RETRANSMISSION_TIMEOUT;
    }
    if (sender.sackedBytes() > CHANCE_SEGMENTS * mss && series.timeouts() > 0) {
      return StallCause.PACKET_LOSS;
    }
    return isTail(gap, direction) ? StallCause.TAIL_LOSS : StallCause.RETRANSMISSION_TIMEOUT;
  }

  /** Whether more was in flight than chance loses at once, in full segments or in small ones. */
  private static boolean isFlight(Gap gap, Direction direction) {
    Gap.SenderState sender = gap.sender(direction);
    if (sender.outstandingBytes() > CHANCE_SEGMENTS * (long) gap.scene().mss(direction)) {
      return true;
    }
    int segments = 0;
    for (int row = gap.from(); row >= 0 && row > gap.from() - Scene.LOOK_ROWS; row--) {
      if (gap.trace().direction(row) == direction && gap.scene().isData(row)) {
        if (gap.trace().end(row) <= sender.acknowledged()) {
          return false;
        }
        segments += isRepair(gap.trace(), row) ? 0 : 1;
        if (segments > CHANCE_SEGMENTS) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether nothing was sent after what was lost: no later segment could make it known. */
  private static boolean isTail(Gap gap, Direction direction) {
    TcpTrace trace = gap.trace();
    int row = gap.to();
    if (trace.retransmissionCause(row) == RetransmissionCause.TAIL_LOSS_PROBE
        || trace.end(row) >= gap.sender(direction).highest()) {
      return true;
    }
    int original = trace.originalRow(row);
    return original >= 0
        && ((trace.flags(original) & TcpFlags.PSH) != 0
            || trace.payloadBytes(original) < gap.scene().mss(direction));
  }

  /** Within a repair: the wait belongs to what made the repair necessary. */
  private static Optional<StallCause> recoveryCause(Gap gap) {
    for (Direction direction : Direction.values()) {
      Gap.SenderState sender = gap.sender(direction);
      boolean holdsUp =
          switch (gap.token()) {
            case RESPONSE -> direction == Direction.SERVER_TO_CLIENT;
            case REQUEST -> direction == Direction.CLIENT_TO_SERVER;
            case STREAMING, SETUP, UNKNOWN -> true;
            // A repaired request is on its way: path and server come after it.
            case SERVER, CLIENT, CONNECT -> false;
          };
      if (holdsUp && sender.isRecovering() && sender.outstandingBytes() > 0 && isAnswerDue(gap)) {
        return sender.episode().filter(cause -> !cause.isBlameless() && !isTold(gap, cause));
      }
    }
    return Optional.empty();
  }

  /**
   * The last repetition met silence, too, until the client had enough, who repeated gave up, or the
   * server closed without having got it: no server had the request, or the client had not got the
   * rest of the answer.
   */
  private static Optional<StallCause> givenUpCause(Gap gap) {
    boolean isAnswered = gap.token() == Token.RESPONSE;
    Direction tried = isAnswered ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
    Gap.SenderState sender = gap.sender(tried);
    boolean isGivenUp =
        (isAnswered || gap.token() == Token.SERVER || gap.token() == Token.REQUEST)
            && isEnd(gap, tried)
            && isRepair(gap.trace(), gap.from())
            && !isNeedless(gap.trace(), gap.from())
            && gap.trace().direction(gap.from()) == tried
            && sender.outstandingBytes() > 0;
    return isGivenUp ? sender.episode().filter(cause -> !cause.isBlameless()) : Optional.empty();
  }

  private static boolean isEnd(Gap gap, Direction tried) {
    int flags = gap.trace().flags(gap.to());
    if (gap.endedBy() == Direction.CLIENT_TO_SERVER) {
      return (flags & (TcpFlags.FIN | TcpFlags.RST)) != 0;
    }
    return gap.endedBy() == tried
        ? (flags & TcpFlags.RST) != 0
        : (flags & TcpFlags.FIN) != 0
            && gap.trace().acknowledgment(gap.to()) < gap.sender(tried).highest();
  }

  /** The answer to the repair is due within a round trip, and late only after a stall's time. */
  private static boolean isAnswerDue(Gap gap) {
    long usual = Math.max(gap.clocks().minNanos(), gap.clocks().smoothedNanos());
    return gap.durationNanos() <= Math.max(usual * 3 / 2 + 2_000_000L, gap.clocks().stallNanos());
  }

  /** A policer's losses, and the windows that they shrank, are the policer's (L12). */
  static StallCause policed(Gap gap, StallCause cause) {
    boolean isLoss =
        switch (cause) {
          case PACKET_LOSS,
              TAIL_LOSS,
              RETRANSMISSION_TIMEOUT,
              PATH_OUTAGE,
              CONGESTION_WINDOW_LIMITED ->
              true;
          default -> false;
        };
    return isLoss && gap.scene().limits().facts(gap.dataDirection()).policing().isPresent()
        ? StallCause.TRAFFIC_POLICING
        : cause;
  }

  /**
   * On a path that loses many packets an acknowledgment was long overdue when the sender went on:
   * it or what it was for was lost, and a timer, no program, ended the silence.
   */
  static boolean isUnheard(Gap gap, Direction direction) {
    long due =
        gap.scene().path().toReceiver(direction) + Math.max(ACK_NANOS, gap.clocks().minNanos());
    return gap.scene().limits().isLossy(direction)
        && gap.endedBy() == direction
        && gap.durationNanos() >= due
        && gap.durationNanos() <= gap.clocks().timeoutNanos() * 6 / 5;
  }
}
