package dev.stallscope.measure.timeline;

import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.measure.rate.DirectionMeter;
import dev.stallscope.measure.rate.Round;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Optional;

/** What was found of the rates of a connection before its time is divided. */
record RateLimits(DirectionMeter.Result toServer, DirectionMeter.Result toClient) {
  /** Fewer may be chance. */
  private static final int MANY_LOSSES = 3;

  /** From here on a sender has hardly a window left (Mathis: 9 segments at 2 %). */
  private static final double HEAVY_LOSS = 0.02;

  /** The share of a window that CUBIC gives up (0.3), over its constant C (0.4). */
  private static final double CUBIC_FACTOR = 0.75;

  /** So many rounds for each segment suffice on any path; CUBIC grows no slower than Reno. */
  private static final int MANY_ROUNDS = 4;

  DirectionFacts facts(Direction direction) {
    return result(direction).facts();
  }

  /** Whether the path lost so much of a direction that ACKs of the other get lost as well. */
  boolean isLossy(Direction direction) {
    DirectionFacts facts = facts(direction);
    return facts.losses().lostSegments() >= MANY_LOSSES
        && facts.losses().ratio().orElse(0) >= HEAVY_LOSS;
  }

  /** How much of a wait for a window of fixed size a growing one would have saved, 0 to 1. */
  double avoidableShare(Direction direction, ThroughputLimit limit) {
    return result(direction).limited().avoidableShare(limit);
  }

  /**
   * What makes packets of a direction late where none is lost. A queue hands on one packet after
   * the other: a longer silence than the time through it is none of its doing.
   *
   * @param silenceNanos how long none came
   */
  StallCause delayCause(Direction direction, long silenceNanos) {
    DirectionFacts facts = facts(direction);
    if (facts.shaping().isPresent()) {
      return StallCause.TRAFFIC_SHAPING;
    }
    return facts.queueing().filter(queue -> silenceNanos <= queue.loadedNanos()).isPresent()
        ? StallCause.BUFFERBLOAT
        : StallCause.DELAY_SPIKE;
  }

  /** How much of a time the path would not have needed for what it carried then, nanoseconds. */
  long unusedNanos(Direction direction, long startNanos, long endNanos) {
    return result(direction).link().unusedNanos(startNanos, endNanos);
  }

  /**
   * How much of the silence within a round trip a larger flight would have filled, 0 to 1. What the
   * path was seen to bear is the largest flight or, where packets came faster, a round trip at that
   * rate, as far as the receiver's window allows it. A flight that comes at that rate takes its own
   * time beside the silence.
   *
   * @param flightBytes what was under way
   */
  double idleShare(Direction direction, long flightBytes, long roundTripNanos) {
    DirectionFacts facts = facts(direction);
    double possible = result(direction).link().burstBytesPerNano() * roundTripNanos;
    double allowed =
        facts.windows().maxBytes() < 0
            ? possible
            : Math.min(possible, (double) facts.windows().maxBytes());
    double borne = Math.max(Math.max(1.0, (double) facts.maxInFlightBytes()), allowed);
    double unused = 1 - flightBytes / borne;
    double silent = possible <= flightBytes ? 1 : 1 - flightBytes / possible;
    return Math.clamp(unused / silent, 0, 1);
  }

  /**
   * Whether the congestion window had the time since the last loss to become what it was: a segment
   * in each round (RFC 5681 section 3.1), and CUBIC's K (RFC 9438 section 4.2: the root of 0.75
   * times the window in segments, in seconds) or far more rounds. A flight that is small all the
   * same is not the loss's.
   */
  boolean hasRegained(Direction direction, int row, int mss) {
    List<Round> rounds = result(direction).rounds();
    int at = indexOf(rounds, row);
    if (at < 0) {
      return false;
    }
    double segments = Math.max(1.0, (double) facts(direction).maxInFlightBytes() / mss);
    double cubicNanos = Math.cbrt(CUBIC_FACTOR * segments) * Nanos.PER_SECOND;
    for (int i = at; i >= 0; i--) {
      if (rounds.get(i).hasLoss()) {
        return false;
      }
      boolean isTimeUp = rounds.get(at).startNanos() - rounds.get(i).startNanos() > cubicNanos;
      if (at - i > segments && (isTimeUp || at - i > MANY_ROUNDS * segments)) {
        return true;
      }
    }
    return false;
  }

  private DirectionMeter.Result result(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? toServer : toClient;
  }

  /** The round of a direction that a row belongs to, empty outside of all. */
  Optional<Round> round(Direction direction, int row) {
    List<Round> rounds = result(direction).rounds();
    int index = indexOf(rounds, row);
    return index < 0 ? Optional.empty() : Optional.of(rounds.get(index));
  }

  private static int indexOf(List<Round> rounds, int row) {
    int low = 0;
    int high = rounds.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (rounds.get(middle).firstRow() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return rounds.isEmpty() || row < rounds.get(low).firstRow() || row > rounds.get(low).lastRow()
        ? -1
        : low;
  }
}
