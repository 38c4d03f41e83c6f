package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Optional;

/** G0: the capture itself paused, lost packets, or saw one side only. */
final class CaptureWaits implements Judge {
  /** No host waits a day for the next packet; a clock that was set does. */
  private static final long IMPOSSIBLE_NANOS = 86_400 * Nanos.PER_SECOND;

  /** A step or a pause so large a part of a wait leaves its length unknown. */
  private static final int STEP_PART = 5;

  /** A step back so few packets behind a wait shows that the wait's end had a wrong time. */
  private static final int NEAR_PACKETS = 4;

  @Override
  public Optional<Verdict> judge(Gap gap) {
    if (gap.scene().pauses().isPaused(gap.startNanos())
        || spansPause(gap)
        || spansStepBack(gap)
        || wasCountedTwice(gap)) {
      return Optional.of(
          Verdict.blameless(gap, StallCause.CAPTURE_CLOCK_STEP, CapturePauses.CONFIDENCE));
    }
    if (silenceNanos(gap) >= IMPOSSIBLE_NANOS && gap.token() != Token.CLIENT) {
      return Optional.of(Verdict.blameless(gap, StallCause.CAPTURE_CLOCK_STEP, 0.6));
    }
    if (gap.scene().has(CaptureQuality.ONE_SIDED)) {
      return Optional.of(oneSided(gap));
    }
    if (isReversed(gap)) {
      return Optional.of(Verdict.blameless(gap, StallCause.UNDETERMINED, 0.3));
    }
    return hidesPackets(gap)
        ? Optional.of(Verdict.blameless(gap, StallCause.CAPTURE_DROPPED_PACKETS, 0.8))
        : Optional.empty();
  }

  /**
   * Who opened the connection answers on it, as through a reversed tunnel: what is known of the
   * path to the one end would be taken for the other.
   */
  private static boolean isReversed(Gap gap) {
    return gap.exchange()
        .filter(exchange -> exchange.client().equals(gap.scene().connection().server()))
        .isPresent();
  }

  /** The capture paused, or its clock jumped ahead, for a good part of the wait. */
  private static boolean spansPause(Gap gap) {
    long before = gap.trace().epochNanos(gap.from());
    long after = gap.trace().epochNanos(gap.to());
    return after > before
        && gap.scene().pauses().pausedNanos(new TimeSpan(before, after))
            > silenceNanos(gap) / STEP_PART;
  }

  /** The clock ran back within the wait, or behind it to a time within it. */
  private static boolean spansStepBack(Gap gap) {
    CapturePauses pauses = gap.scene().pauses();
    int from = gap.trace().packet(gap.from());
    int to = gap.trace().packet(gap.to());
    long within = pauses.backNanos(from, to, Long.MIN_VALUE);
    long behind = pauses.backNanos(to, to + NEAR_PACKETS, gap.trace().epochNanos(gap.from()));
    return Math.max(within, behind) > silenceNanos(gap) / STEP_PART;
  }

  /**
   * In a time that the clock went through twice on the connection, who had to act cannot be told.
   */
  private static boolean wasCountedTwice(Gap gap) {
    TcpTrace trace = gap.trace();
    return gap.scene()
        .pauses()
        .isCountedTwice(
            trace.packet(0),
            trace.packet(trace.size() - 1),
            new TimeSpan(gap.startNanos(), gap.endNanos()));
  }

  /** From packet to packet: of a wait whose length is unknown every part is. */
  private static long silenceNanos(Gap gap) {
    return Math.abs(gap.trace().epochNanos(gap.to()) - gap.trace().epochNanos(gap.from()));
  }

  /** Without the other side nobody can be blamed for a pause: the capture lacks what filled it. */
  private static Verdict oneSided(Gap gap) {
    return gap.durationNanos() < gap.clocks().stallNanos()
        ? Verdict.blameless(gap, StallCause.TRANSFER, 0.3)
        : Verdict.blameless(
            gap,
            gap.token() == Token.CLIENT || gap.token() == Token.UNKNOWN
                ? StallCause.IDLE
                : StallCause.CAPTURE_DROPPED_PACKETS,
            0.3);
  }

  /**
   * The packet that ended the gap acknowledges data that the capture never saw; or in a capture
   * that missed some before, it comes behind data that are missing, or fills a hole that nothing
   * captured has filled.
   */
  private static boolean hidesPackets(Gap gap) {
    if (gap.durationNanos() < gap.clocks().stallNanos()) {
      return false;
    }
    Gap.SenderState asked = gap.sender(gap.endedBy().reverse());
    boolean fillsHole =
        asked.sackedBytes() > 0
            && !asked.isRecovering()
            && gap.trace().acknowledgment(gap.to()) > asked.acknowledged();
    return gap.trace().has(gap.to(), SegmentEvent.ACKED_MISSED)
        || gap.scene().has(CaptureQuality.UNSEEN_ACKNOWLEDGED)
            && (gap.trace().has(gap.to(), SegmentEvent.LOST_SEGMENT) || fillsHole);
  }
}
