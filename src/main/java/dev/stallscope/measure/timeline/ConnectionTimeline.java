package dev.stallscope.measure.timeline;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.TimeThresholds;
import dev.stallscope.packet.TcpFlags;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Walks the segments of a connection once and divides the time from the first to the last among
 * causes. Cost grows with packets; only silences of a millisecond or more are looked into.
 */
final class ConnectionTimeline {
  private static final int NO_PROGRESS =
      SegmentEvent.CAPTURE_DUPLICATE.bit()
          | SegmentEvent.STALE.bit()
          | SegmentEvent.KEEP_ALIVE.bit()
          | SegmentEvent.KEEP_ALIVE_ACK.bit()
          | SegmentEvent.ZERO_WINDOW_PROBE.bit()
          | SegmentEvent.ZERO_WINDOW_PROBE_ACK.bit();

  /** What {@link AckWaits} alone finds: the data that are under way are those that wait. */
  private static final Set<StallCause> WAITS_FOR_ACK =
      EnumSet.of(
          StallCause.NAGLE_DELAYED_ACK,
          StallCause.DELAYED_ACK,
          StallCause.SLOW_START_AFTER_IDLE,
          StallCause.CONGESTION_WINDOW_LIMITED,
          StallCause.SEND_BUFFER_LIMITED);

  /** One write that waited for a delayed ACK is a suspicion; two are a habit (STALLS K01). */
  private static final double SUSPECTED = 0.55;

  private final Scene scene;
  private final TcpTrace trace;
  private final TokenTrack track;
  private final TcpReplay replay;
  private final Senders senders;
  private final Spacing spacing = new Spacing();
  private final IntervalLog log = new IntervalLog();

  /** How often the walk found small writes waiting for a delayed ACK. */
  private int nagleHits;

  private int replayed = -1;

  /** The latest time of packets that made no progress. */
  private long skippedNanos = Long.MIN_VALUE;

  ConnectionTimeline(Scene scene, TokenTrack track) {
    this.scene = scene;
    this.trace = scene.trace();
    this.track = track;
    this.replay = trace.replay();
    this.senders = new Senders(trace, scene.path());
  }

  /** Contiguous intervals from the first to the last packet; to be called once. */
  List<CauseInterval> walk() {
    if (trace.size() == 0) {
      return List.of();
    }
    long clock = trace.epochNanos(0);
    int from = 0;
    goTo(0);
    while (from < trace.size() - 1) {
      int to = nextProgress(from);
      // Time that ran backwards stands still until the clock has caught up.
      long end = Math.max(clock, Math.max(skippedNanos, trace.epochNanos(to)));
      if (end - clock >= TimeThresholds.WAIT_NANOS) {
        judge(from, to, clock, end);
      } else if (end > clock) {
        pass(from, to, clock, end);
      }
      spacing.add(end - clock, track.at(clock));
      goTo(to);
      clock = end;
      from = to;
    }
    if (nagleHits == 1) {
      log.limitConfidence(StallCause.NAGLE_DELAYED_ACK, SUSPECTED);
    }
    return log.finished();
  }

  private void goTo(int row) {
    while (replayed < row && replay.next()) {
      replayed++;
    }
  }

  /** The next row that ends a wait, or the last. */
  private int nextProgress(int from) {
    int last = trace.size() - 1;
    for (int row = from + 1; row < last; row++) {
      if (isProgress(row)) {
        return row;
      }
      skippedNanos = Math.max(skippedNanos, trace.epochNanos(row));
    }
    return last;
  }

  private boolean isProgress(int row) {
    int events = trace.events(row);
    if ((events & NO_PROGRESS) != 0) {
      return false;
    }
    if (trace.payloadBytes(row) > 0) {
      return !LossWaits.isNeedless(trace, row) || !isThinking();
    }
    return (trace.flags(row) & (TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)) != 0
        || SegmentEvent.DUPLICATE_ACK.isIn(events)
        || trace.acknowledgment(row) > replay.acknowledged(trace.direction(row).reverse());
  }

  /** What is sent again for nothing while the server thinks does not interrupt its thinking. */
  private boolean isThinking() {
    return track.at(trace.epochNanos(Math.max(0, replayed))).token() == Token.SERVER;
  }

  private void judge(int from, int to, long start, long end) {
    long at = start;
    while (at < end) {
      TokenTrack.Stretch stretch = track.at(at);
      long until = Math.min(end, Math.min(stretch.endNanos(), scene.pauses().nextEdge(at)));
      Gap gap = senders.gap(scene, replay, stretch, from, to, at, until, spacing.meanNanos());
      senders.remember(gap);
      while (at < until) {
        Gap rest = gap.from(at);
        Verdict verdict = DecisionTree.judge(rest);
        long next =
            verdict.untilNanos() > at && verdict.untilNanos() < until
                ? verdict.untilNanos()
                : until;
        if (verdict.cause() == StallCause.NAGLE_DELAYED_ACK) {
          nagleHits++;
        }
        log.add(
            stretch,
            verdict.cause(),
            at,
            next,
            verdict.lostNanos(),
            trace.packet(from),
            trace.packet(to),
            verdict.confidence(),
            stretch.exchange().isEmpty() && WAITS_FOR_ACK.contains(verdict.cause())
                ? gap.dataDirection()
                : null);
        at = next;
      }
    }
  }

  /** A silence too short to look into belongs to what the token's holder was doing. */
  private void pass(int from, int to, long start, long end) {
    long at = start;
    while (at < end) {
      TokenTrack.Stretch stretch = track.at(at);
      long until = Math.min(end, stretch.endNanos());
      StallCause cause =
          switch (stretch.token()) {
            case RESPONSE, REQUEST, STREAMING, UNKNOWN -> StallCause.TRANSFER;
            case SETUP, CONNECT -> StallCause.NETWORK_ROUND_TRIP;
            case CLIENT, SERVER -> StallCause.UNDETERMINED;
          };
      if (cause == StallCause.UNDETERMINED) {
        judge(from, to, at, until);
      } else {
        log.add(stretch, cause, at, until, 0, trace.packet(from), trace.packet(to), 1, null);
      }
      at = until;
    }
  }
}
