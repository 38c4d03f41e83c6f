package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import java.util.Optional;

/** G3: the receiver's window holds the sender back (R01 to R04). */
final class WindowWaits implements Judge {
  /** A sender that was waiting for the window uses it within this time. */
  private static final long PROMPT_NANOS = 5_000_000L;

  private static final int RHYTHM_SHARE = 4;

  /** A window of less than half the largest is filled with what nobody has read. */
  private static final int SHUT_PART = 2;

  /** A window of more than so much of the largest one is what a host hands on late now and then. */
  private static final double UNREAD_SHARE = 0.75;

  /** A host joins packets up to so much and acknowledges them before anybody can read them. */
  private static final long JOINED_BYTES = 65_536;

  /** What a receiver's own host needs at most to acknowledge what has come. */
  private static final long ATTENTIVE_NANOS = 5_000_000L;

  /** Lateness of an ACK up to here is usual (STALLS 2.3, G5). */
  private static final long LATE_NANOS = 30_000_000L;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.token() == Token.CLIENT
        || gap.token() == Token.CONNECT
        || gap.scene().connection().closing().resetNanos() >= 0
            && gap.startNanos() >= gap.scene().connection().closing().resetNanos()) {
      return Optional.empty();
    }
    Optional<Verdict> first = judge(gap, gap.dataDirection());
    return first.isPresent() ? first : judge(gap, gap.dataDirection().reverse());
  }

  private static Optional<Verdict> judge(Gap gap, Direction direction) {
    Gap.SenderState sender = gap.sender(direction);
    long mss = gap.scene().mss(direction);
    if (sender.windowEdge() < 0
        || sender.highest() < 0
        || sender.windowEdge() - sender.highest() >= roomThatBlocks(gap, direction, mss)) {
      return Optional.empty();
    }
    long path = gap.scene().path().toReceiver(direction);
    long late = Math.min(LATE_NANOS, Math.max(ATTENTIVE_NANOS, path / 2));
    if (gap.durationNanos() > path + late
        && isFilled(gap, direction, mss)
        && !hadRoom(gap, direction)) {
      return Optional.of(Verdict.beyond(gap, StallCause.ZERO_WINDOW, path, 0.9));
    }
    if (isRepair(gap, direction) || !hasMore(gap, direction) || hadRoom(gap, direction)) {
      return Optional.empty();
    }
    long opened = openedNanos(gap, direction, mss);
    long resumed = opened + promptNanos(gap.scene().path().toSender(direction));
    if (resumed <= gap.startNanos()) {
      return Optional.empty();
    }
    long until = Math.min(gap.endNanos(), resumed);
    if (sender.windowBytes() < mss) {
      boolean isLost = isOpeningLost(gap, direction, resumed);
      return Optional.of(
          new Verdict(
              StallCause.ZERO_WINDOW,
              isLost ? gap.endNanos() : until,
              until - gap.startNanos(),
              0.95));
    }
    // Between packets that the link itself spaces, the window is not what is waited for.
    boolean isLimited =
        gap.durationNanos() > gap.clocks().minNanos() / RHYTHM_SHARE
            && sender.flightBytes() >= sender.windowBytes() - 2 * mss
            && !gap.scene().path().isRelayed();
    return isLimited ? Optional.of(limited(gap, direction, until)) : Optional.empty();
  }

  private static Verdict limited(Gap gap, Direction direction, long untilNanos) {
    int next = gap.scene().nextData(direction, gap.to() - 1);
    boolean isReaders =
        isUnread(gap, direction)
            || gap.scene().path().isNear(direction.reverse())
                && isPutOff(gap, gap.scene().lastData(direction, gap.from()))
                && isPutOff(gap, lastOfFlight(gap, direction, next));
    return Verdict.partly(
        gap,
        isReaders ? StallCause.ZERO_WINDOW : StallCause.RECEIVE_WINDOW_LIMITED,
        untilNanos,
        gap.scene().limits().avoidableShare(direction, ThroughputLimit.RECEIVER),
        isReaders ? 0.7 : 0.85);
  }

  /**
   * The window was clearly smaller than one that was offered before and again afterwards: the
   * buffer was as large all the time, and what had come lay in it unread.
   */
  private static boolean isUnread(Gap gap, Direction direction) {
    DirectionFacts facts = gap.scene().limits().facts(direction);
    return facts
        .windows()
        .maxTimes()
        .filter(
            times -> times.startNanos() <= gap.startNanos() && times.endNanos() >= gap.endNanos())
        .filter(_ -> isShrunk(gap.sender(direction).windowBytes(), facts.windows().maxBytes()))
        .isPresent();
  }

  private static boolean isShrunk(long window, long largest) {
    return window <= largest * UNREAD_SHARE && largest - window > JOINED_BYTES;
  }

  /**
   * All that the window let out had arrived when the next ACK left, and much of the window was
   * shut: the ACK was late because nobody read, and what a timer sent again meanwhile was needless.
   * Seen beside the receiver, no window is needed to tell: of several segments it owes an ACK at
   * once (RFC 5681, 4.2), and puts it off where it has no room to offer.
   */
  private static boolean isFilled(Gap gap, Direction direction, long mss) {
    TcpTrace trace = gap.trace();
    boolean isOwn = gap.endedBy() == direction;
    if (isOwn && !(isRepair(gap, direction) && LossWaits.isNeedless(trace, gap.to()))) {
      return false;
    }
    long largest = gap.scene().limits().facts(direction).windows().maxBytes();
    int end = Math.min(trace.size(), gap.to() + Scene.LOOK_ROWS);
    for (int row = gap.to(); row < end; row++) {
      if (trace.direction(row) != direction) {
        return trace.acknowledgment(row) >= gap.sender(direction).highest()
            && gap.sender(direction).outstandingBytes() > 0
            && (isOwed(gap, direction, mss)
                || trace.windowBytes(row) >= 0
                    && trace.windowBytes(row) < Math.max(mss, largest / SHUT_PART))
            && gap.scene().nextData(direction, row) >= 0;
      }
    }
    return false;
  }

  private static boolean isOwed(Gap gap, Direction direction, long mss) {
    return gap.scene().path().isNear(direction.reverse())
        && gap.endedBy() != direction
        && gap.sender(direction).outstandingBytes() > 2 * mss;
  }

  /**
   * Beside the receiver: it put off the ACK of all that had come, as it may not do with several
   * segments unless it has no more room to offer, and then offered hardly any: nobody read
   * meanwhile.
   */
  static boolean isPutOffUnread(Gap gap, Direction direction) {
    Gap.SenderState sender = gap.sender(direction);
    TcpTrace trace = gap.trace();
    long edge = trace.acknowledgment(gap.to()) + trace.windowBytes(gap.to());
    return isOwed(gap, direction, gap.scene().mss(direction))
        && gap.scene().isPureAck(gap.to())
        && trace.acknowledgment(gap.to()) >= sender.highest()
        && trace.windowBytes(gap.to()) >= 0
        && sender.windowEdge() >= 0
        && edge - sender.windowEdge() < sender.outstandingBytes() / SHUT_PART;
  }

  /**
   * Beside the receiver: what answers the row had been put off until somebody read. Where that
   * happens before and after a wait for the window, a larger one would have filled as well.
   */
  private static boolean isPutOff(Gap gap, int row) {
    TcpTrace trace = gap.trace();
    return row >= 0
        && row + 1 < trace.size()
        && trace.direction(row + 1) != trace.direction(row)
        && trace.epochNanos(row + 1) - trace.epochNanos(row) > ATTENTIVE_NANOS;
  }

  private static int lastOfFlight(Gap gap, Direction direction, int first) {
    TcpTrace trace = gap.trace();
    int row = first;
    while (row >= 0
        && row + 1 < trace.size()
        && row - first < Scene.LOOK_ROWS
        && trace.direction(row + 1) == direction) {
      row++;
    }
    return row;
  }

  private static long promptNanos(long roundTripNanos) {
    return roundTripNanos * 5 / 4 + PROMPT_NANOS;
  }

  /**
   * R02: the sender still asked for the window when it would long have heard that it was open, and
   * went on with the answer. The receiver is not to blame for that time.
   */
  private static boolean isOpeningLost(Gap gap, Direction direction, long resumedNanos) {
    if (gap.endedBy() != direction || !gap.scene().isData(gap.to())) {
      return false;
    }
    PathTimes path = gap.scene().path();
    long answered = promptNanos(path.toReceiver(direction) + path.toSender(direction));
    for (int row = gap.to() - 1; row > gap.from(); row--) {
      if (gap.trace().direction(row) == direction) {
        return gap.trace().epochNanos(row) > resumedNanos
            && gap.trace().epochNanos(gap.to()) - gap.trace().epochNanos(row) <= answered;
      }
    }
    return false;
  }

  private static long roomThatBlocks(Gap gap, Direction direction, long mss) {
    long largest = gap.scene().limits().facts(direction).windows().maxBytes();
    return largest < 0 ? mss : Math.min(mss, Math.max(1, largest / 2));
  }

  private static boolean isRepair(Gap gap, Direction direction) {
    return gap.endedBy() == direction
        && gap.trace().retransmissionCause(gap.to()) != RetransmissionCause.NONE
        && !gap.trace().has(gap.to(), SegmentEvent.ZERO_WINDOW_PROBE);
  }

  /** Whether the sender had more to send: it went on where it stopped. */
  private static boolean hasMore(Gap gap, Direction direction) {
    if (gap.endedBy() == direction && gap.scene().isData(gap.to())) {
      return true;
    }
    int next = gap.scene().nextData(direction, gap.to() - 1);
    return next >= 0 && gap.trace().end(next) > gap.sender(direction).highest();
  }

  /**
   * What was sent next had fitted from the start: no window held it back, however small it is
   * beside a segment (65,495 bytes on a loopback interface). What fills a window that is smaller
   * than a segment to its last byte was cut for it, where more was to come: a timer sent it (RFC
   * 9293 section 3.8.6.2.1).
   */
  private static boolean hadRoom(Gap gap, Direction direction) {
    int next = gap.scene().nextData(direction, gap.to() - 1);
    return next >= 0
        && gap.trace().sequence(next) >= gap.sender(direction).highest()
        && gap.trace().end(next) <= gap.sender(direction).windowEdge()
        && !isCutToFit(gap, direction, next);
  }

  private static boolean isCutToFit(Gap gap, Direction direction, int next) {
    return gap.trace().end(next) == gap.sender(direction).windowEdge()
        && gap.trace().payloadBytes(next) < gap.scene().mss(direction)
        && (gap.scene().nextData(direction, next) >= 0 || lacksEnd(gap));
  }

  private static boolean lacksEnd(Gap gap) {
    return gap.exchange()
        .flatMap(Exchange::response)
        .filter(response -> response.content().lacksEnd())
        .isPresent();
  }

  /** When the capture saw the window open by a segment, or the gap's end. */
  private static long openedNanos(Gap gap, Direction direction, long mss) {
    for (int row = gap.from(); row < gap.to(); row++) {
      if (gap.trace().direction(row) != direction
          && (gap.trace().flags(row) & TcpFlags.ACK) != 0
          && gap.trace().acknowledgment(row) + gap.trace().windowBytes(row)
              >= gap.sender(direction).highest() + mss) {
        return Math.max(gap.trace().epochNanos(row), gap.trace().epochNanos(gap.from()));
      }
    }
    return gap.endNanos();
  }
}
