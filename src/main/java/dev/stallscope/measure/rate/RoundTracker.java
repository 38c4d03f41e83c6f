package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts.IdleRestart;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts one direction into rounds and measures each (STALLS 3.1, 3.2). */
final class RoundTracker {
  /** A first window is ten segments (RFC 6928). */
  private static final int FIRST_WINDOW_SEGMENTS = 10;

  /** What the first acknowledgment lets go still counts with the first window's round. */
  private static final int FIRST_FLIGHT_SEGMENTS = FIRST_WINDOW_SEGMENTS + 2;

  /** A window that has no more room than so many segments holds its sender back (STALLS R03). */
  private static final int FILLED_SEGMENTS = 2;

  private static final int JITTER_SHARE = 8;

  private final TcpTrace trace;
  private final Direction direction;
  private final SenderView view;
  private final LimitClassifier classifier;
  private final long mss;
  private final boolean isNearReceiver;

  /** From the capture point to the sender and back, less what round trips vary by. */
  private final long leastWayNanos;

  private final List<Round> rounds = new ArrayList<>();

  private boolean isOpen;
  private long roundEnd;
  private long knownAtStart;
  private int firstRow;
  private int lastRow;
  private long startNanos;
  private final RoundFeatures features = new RoundFeatures();
  private long lastDataNanos = -1;
  private long dataEnd;

  /** When the sender may have known that all had arrived, -1 while something is under way. */
  private long allKnownNanos = -1;

  private long largestFlight;
  private long filledWindow = -1;
  private long flightBeforeIdle;
  private long idleNanos;
  private long load;
  private int echoed;
  private long arrivedByEcho = -1;
  private Optional<IdleRestart> restart = Optional.empty();

  /** The receiver closed its window since the last data: silence is no rest. */
  private boolean isBlocked;

  RoundTracker(TcpTrace trace, Direction direction, PathTimes path) {
    this.trace = trace;
    this.direction = direction;
    this.view = new SenderView(trace, direction, path);
    this.mss = Math.max(1, trace.connection().side(direction).mss());
    this.isNearReceiver = path.isNear(direction.reverse());
    this.leastWayNanos = path.toSender(direction) / JITTER_SHARE * (JITTER_SHARE - 1);
    this.classifier = new LimitClassifier(mss);
  }

  /** Takes in the next row; the replay stands at it. */
  void row(int row, TcpReplay replay) {
    if (isOpen && trace.roundTripNanos(row) >= 0 && tellsOfPath(row)) {
      features.roundTrip(trace.roundTripNanos(row));
      load = Math.max(load, arrivedDuring(row, trace.roundTripNanos(row)));
    }
    if (trace.direction(row) != direction) {
      if (allKnownNanos < 0 && trace.acknowledgment(row) >= dataEnd) {
        allKnownNanos = trace.epochNanos(row) + leastWayNanos;
      }
      isBlocked |= trace.acknowledgment(row) >= 0 && trace.windowBytes(row) < mss;
    }
    if (trace.direction(row) != direction
        || trace.payloadBytes(row) == 0
        || trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
      return;
    }
    view.advanceTo(row);
    long now = trace.epochNanos(row);
    if (allKnownNanos >= 0 && allKnownNanos <= now) {
      features.drained();
    }
    long highest = Math.max(trace.end(row), replay.highest(direction));
    if (!isOpen || view.acknowledged() > roundEnd) {
      finish(row - 1, now, replay);
      open(row, now, highest, replay);
    }
    features.isClocked |=
        !isNearReceiver && view.acknowledged() > knownAtStart && view.acknowledged() < dataEnd;
    features.segment(trace, row, mss);
    features.flight(view.flightBytes(highest), view.windowBytes());
    features.timeout |= trace.retransmissionCause(row) == RetransmissionCause.TIMEOUT;
    largestFlight = Math.max(largestFlight, view.flightBytes(highest));
    if (view.windowBytes() - view.flightBytes(highest) <= FILLED_SEGMENTS * mss) {
      filledWindow = Math.max(filledWindow, view.windowBytes());
    }
    lastRow = row;
    lastDataNanos = now;
    dataEnd = Math.max(dataEnd, trace.end(row));
    allKnownNanos = -1;
    isBlocked = false;
  }

  /**
   * Near the receiver its own answers say nothing of the path, but the sender's echoes do.
   * Elsewhere the answer to a bare FIN tells of a path that is empty again.
   */
  private boolean tellsOfPath(int row) {
    return isNearReceiver
        ? trace.direction(row) == direction
        : trace.direction(row) != direction && trace.acknowledgment(row) <= dataEnd;
  }

  /**
   * Bytes that arrived between what the sender echoes and the echo: near the receiver they are what
   * was under way, which the capture point cannot see otherwise.
   */
  private long arrivedDuring(int row, long roundTripNanos) {
    long from = trace.epochNanos(row) - roundTripNanos;
    for (; echoed < row && trace.epochNanos(echoed) <= from; echoed++) {
      if (trace.direction(echoed) == direction) {
        arrivedByEcho = Math.max(arrivedByEcho, trace.end(echoed));
      }
    }
    return trace.direction(row) == direction && arrivedByEcho >= 0
        ? Math.max(0, trace.end(row) - arrivedByEcho)
        : 0;
  }

  private void open(int row, long now, long highest, TcpReplay replay) {
    boolean hasRested =
        lastDataNanos >= 0
            && !isBlocked
            && now - lastDataNanos > replay.retransmissionTimeoutNanos()
            && trace.retransmissionCause(row) == RetransmissionCause.NONE
            && view.acknowledged() >= highest - trace.payloadBytes(row);
    isOpen = true;
    roundEnd = highest;
    knownAtStart = view.acknowledged();
    firstRow = row;
    startNanos = now;
    features.clear();
    load = 0;
    if (hasRested) {
      flightBeforeIdle = largestFlight;
      idleNanos = now - lastDataNanos;
      classifier.restart();
    }
  }

  private void finish(int row, long now, TcpReplay replay) {
    if (!isOpen) {
      return;
    }
    long minRoundTrip = replay.minRoundTripNanos();
    ThroughputLimit limit = classifier.classify(features, now - startNanos, minRoundTrip);
    boolean isSmallAgain =
        flightBeforeIdle > 2L * FIRST_WINDOW_SEGMENTS * mss
            && features.maxFlight < flightBeforeIdle
            && (features.maxFlight <= FIRST_FLIGHT_SEGMENTS * mss
                || !rounds.isEmpty() && rounds.getLast().isAfterIdle())
            && classifier.isGrowing();
    if (!isSmallAgain) {
      flightBeforeIdle = 0;
    } else if (rounds.isEmpty() || !rounds.getLast().isAfterIdle()) {
      note(
          new IdleRestart(idleNanos, flightBeforeIdle, features.maxFlight, trace.packet(firstRow)));
    }
    rounds.add(
        new Round(
            firstRow,
            Math.max(firstRow, row),
            startNanos,
            Math.max(startNanos, now),
            features.bytes,
            features.maxFlight,
            features.minRoundTrip,
            isNearReceiver ? load : features.maxFlight,
            isSmallAgain,
            features.loss,
            limit));
    markThoseThatShowed();
  }

  /**
   * The rounds whose equal flights showed that the window does not grow were limited by it, too:
   * told by the second round in a row, since a program that writes little may pass for it once.
   */
  private void markThoseThatShowed() {
    int last = rounds.size() - 1;
    if (last < 1
        || rounds.get(last).limit() != ThroughputLimit.SENDER_WINDOW
        || rounds.get(last - 1).limit() != ThroughputLimit.SENDER_WINDOW) {
      return;
    }
    for (int i = Math.max(0, last - LimitClassifier.CONSTANT_ROUNDS); i < last - 1; i++) {
      Round round = rounds.get(i);
      if (round.limit() == ThroughputLimit.TRANSPORT || round.limit() == ThroughputLimit.UNKNOWN) {
        rounds.set(i, round.withLimit(ThroughputLimit.SENDER_WINDOW));
      }
    }
  }

  private void note(IdleRestart found) {
    if (restart.isEmpty() || restart.get().flightBeforeBytes() < found.flightBeforeBytes()) {
      restart = Optional.of(found);
    }
  }

  /** The fresh start after a rest that had most to lose. */
  Optional<IdleRestart> restart() {
    return restart;
  }

  /** The rounds; the last one ends with the last data. */
  List<Round> finished(TcpReplay replay) {
    finish(Math.max(lastRow, trace.size() - 1), lastDataNanos, replay);
    isOpen = false;
    return List.copyOf(rounds);
  }

  long largestFlightBytes() {
    return largestFlight;
  }

  /** The largest window that was filled, -1 without one. */
  long filledWindowBytes() {
    return filledWindow;
  }
}
