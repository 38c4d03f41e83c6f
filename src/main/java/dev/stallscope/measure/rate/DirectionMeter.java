package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.DirectionFacts.Losses;
import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.measure.DirectionFacts.Windows;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures one direction of a connection while the segments pass by once. */
public final class DirectionMeter {
  /** A transfer below so many segments never has the opportunity to fill a path (STALLS 3.3). */
  private static final int SHORT_TRANSFER_SEGMENTS = 13;

  /** Data this far apart were not flowing in between. */
  private static final long FLOWING_NANOS = Nanos.ofMillis(200);

  private final TcpTrace trace;
  private final Direction direction;
  private final PathTimes path;
  private final RoundTracker tracker;
  private final LinkUse link;
  private long minWindow = -1;
  private long maxWindow = -1;
  private long maxWindowFirstNanos;
  private long maxWindowLastNanos;
  private long initialFlight;
  private boolean isInitialFlight = true;
  private int dataSegments;
  private int lost;
  private int missed;
  private int needless;
  private int timeouts;
  private int reordered;
  private int unanswered;
  private int firstDataPacket = -1;
  private long lastDataNanos = -1;
  private long flowingNanos;

  public DirectionMeter(TcpTrace trace, Direction direction, PathTimes path) {
    this.trace = trace;
    this.direction = direction;
    this.path = path;
    this.tracker = new RoundTracker(trace, direction, path);
    this.link = new LinkUse(trace, direction, path);
  }

  /**
   * What was measured.
   *
   * @param rounds of the direction, by time
   * @param limited how many of them a growing window would have saved
   * @param link how much of what the path can carry was carried
   */
  public record Result(
      DirectionFacts facts, List<Round> rounds, LimitedRounds limited, LinkUse link) {
    /** The same with a policer that was met together with others, unless it met one alone. */
    public Result orPoliced(Optional<TokenBucket> shared) {
      return shared.isEmpty() || facts.policing().isPresent()
          ? this
          : new Result(facts.withPolicing(shared.get()), rounds, limited, link);
    }
  }

  /** Takes in the next row; the replay stands at it. */
  public void row(int row, TcpReplay replay) {
    tracker.row(row, replay);
    link.row(row, replay);
    if (trace.direction(row) == direction) {
      sent(row);
    } else {
      unanswered = 0;
      window(row, replay);
    }
  }

  private void sent(int row) {
    if (trace.payloadBytes(row) == 0 || trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
      return;
    }
    int events = trace.events(row);
    dataSegments++;
    lost += SegmentEvent.LOST.isIn(events) ? 1 : 0;
    missed += isRepairOfUnseen(row) ? 1 : 0;
    unanswered += trace.originalRow(row) >= 0 ? 1 : 0;
    needless += SegmentEvent.NEEDLESS.isIn(events) ? 1 : 0;
    timeouts += trace.retransmissionCause(row) == RetransmissionCause.TIMEOUT ? 1 : 0;
    reordered += SegmentEvent.OVERTAKEN.isIn(events) ? 1 : 0;
    if (firstDataPacket < 0) {
      firstDataPacket = trace.packet(row);
    }
    if (isInitialFlight) {
      initialFlight += trace.payloadBytes(row);
    }
    long now = trace.epochNanos(row);
    if (lastDataNanos >= 0) {
      long distance = now - lastDataNanos;
      if (distance > 0 && distance <= Math.max(FLOWING_NANOS, 2 * path.nanos())) {
        flowingNanos += distance;
      }
    }
    lastDataNanos = now;
  }

  private boolean isRepairOfUnseen(int row) {
    return trace.retransmissionCause(row) != RetransmissionCause.NONE && trace.originalRow(row) < 0;
  }

  private void window(int row, TcpReplay replay) {
    if ((trace.flags(row) & (TcpFlags.SYN | TcpFlags.RST)) != 0) {
      return;
    }
    if (trace.acknowledgment(row) > 1 && lastDataNanos >= 0) {
      isInitialFlight &=
          trace.epochNanos(row) - lastDataNanos < path.toSender(direction)
              && path.toSender(direction) > path.toReceiver(direction);
    }
    long window = replay.windowBytes(direction);
    if (window >= 0 && (trace.flags(row) & TcpFlags.FIN) == 0) {
      minWindow = minWindow < 0 ? window : Math.min(minWindow, window);
      largest(window, trace.epochNanos(row));
    }
  }

  private void largest(long window, long now) {
    if (window >= maxWindow) {
      maxWindowFirstNanos = window > maxWindow ? now : maxWindowFirstNanos;
      maxWindowLastNanos = Math.max(maxWindowFirstNanos, now);
      maxWindow = window;
    }
  }

  /** What was measured; the replay stands behind the last row. */
  public Result finished(TcpReplay replay) {
    List<Round> rounds = tracker.finished(replay);
    long unique = trace.connection().side(direction).uniqueBytes();
    Map<ThroughputLimit, Long> limits = limits(rounds);
    PolicerSearch search = new PolicerSearch(trace, direction, path);
    Optional<WirePackets> packets =
        search.needsPackets(lost) || flowingNanos >= Nanos.ofSeconds(3)
            ? Optional.of(WirePackets.of(trace, direction))
            : Optional.empty();
    Optional<TokenBucket> policing =
        canJudgeLoss()
            ? packets.flatMap(search::amongSent).or(() -> search.amongArrived(missed))
            : Optional.empty();
    DirectionFacts facts =
        new DirectionFacts(
            direction,
            flowingNanos == 0 ? 0 : Math.round(unique * 8e9 / flowingNanos),
            tracker.largestFlightBytes(),
            windows(),
            initialFlight,
            limits,
            dominant(limits, unique),
            losses(),
            firstDataPacket,
            policing,
            policing.isPresent()
                ? Optional.empty()
                : packets.flatMap(sent -> RateShift.find(sent, roundTrips(whole(rounds)))),
            QueueGrowth.find(trace, direction, rounds, path.nanos()),
            tracker.restart());
    facts.shaping().ifPresent(link::shaped);
    return new Result(facts, rounds, LimitedRounds.of(trace, direction, rounds), link);
  }

  private Windows windows() {
    return new Windows(
        minWindow,
        maxWindow,
        maxWindow < 0
            ? Optional.empty()
            : Optional.of(new TimeSpan(maxWindowFirstNanos, maxWindowLastNanos)),
        tracker.filledWindowBytes());
  }

  private Losses losses() {
    int unseen = path.isKnown() && !path.isNear(direction) ? missed : 0;
    int allLost = lost + unseen;
    int allSent = dataSegments + unseen;
    return new Losses(
        canJudgeLoss() ? OptionalDouble.of(allLost / (double) allSent) : OptionalDouble.empty(),
        allSent,
        allLost,
        needless,
        timeouts,
        reordered,
        unanswered);
  }

  /**
   * In the middle of the path the round trips to the receiver say nothing of a queue before the
   * capture point; those to the sender, which its echoes show, are added.
   */
  private List<Round> whole(List<Round> rounds) {
    boolean isMiddle =
        path.isKnown() && !path.isNear(direction) && !path.isNear(direction.reverse());
    return isMiddle
        ? rounds.stream().map(round -> round.withRoundTrip(wholeNanos(round))).toList()
        : rounds;
  }

  private long wholeNanos(Round round) {
    long echoed = -1;
    for (int row = round.firstRow(); row <= round.lastRow(); row++) {
      long nanos = trace.direction(row) == direction ? trace.roundTripNanos(row) : -1;
      echoed = nanos >= 0 && (echoed < 0 || nanos < echoed) ? nanos : echoed;
    }
    return round.roundTripNanos() < 0 || echoed < 0 ? -1 : round.roundTripNanos() + echoed;
  }

  private static long[] roundTrips(List<Round> rounds) {
    return rounds.stream().mapToLong(Round::roundTripNanos).filter(nanos -> nanos >= 0).toArray();
  }

  private boolean canJudgeLoss() {
    return dataSegments > 0
        && !trace.connection().has(CaptureQuality.ONE_SIDED)
        && !trace.connection().has(CaptureQuality.UNSEEN_ACKNOWLEDGED);
  }

  private static Map<ThroughputLimit, Long> limits(List<Round> rounds) {
    Map<ThroughputLimit, Long> bytes = new EnumMap<>(ThroughputLimit.class);
    for (Round round : rounds) {
      if (round.bytes() > 0) {
        bytes.merge(round.limit(), round.bytes(), Long::sum);
      }
    }
    return Map.copyOf(bytes);
  }

  private ThroughputLimit dominant(Map<ThroughputLimit, Long> limits, long uniqueBytes) {
    if (uniqueBytes > 0
        && uniqueBytes
            < (long) SHORT_TRANSFER_SEGMENTS * trace.connection().side(direction).mss()) {
      return ThroughputLimit.OPPORTUNITY;
    }
    ThroughputLimit most = ThroughputLimit.UNKNOWN;
    long bytes = 0;
    for (ThroughputLimit limit : ThroughputLimit.values()) {
      long own = limits.getOrDefault(limit, 0L);
      if (own > bytes) {
        most = limit;
        bytes = own;
      }
    }
    return most;
  }
}
