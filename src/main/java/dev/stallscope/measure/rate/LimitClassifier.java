package dev.stallscope.measure.rate;

import dev.stallscope.measure.ThroughputLimit;
import java.util.Arrays;

/** Gives each round its limit, in the order and with the thresholds of STALLS 3.3. */
final class LimitClassifier {
  private static final double GROWTH = 1.5;
  private static final int RECEIVER_ROOM_SEGMENTS = 5;
  private static final int APPLICATION_ROOM_SEGMENTS = 3;
  private static final int MEMORY_ROUNDS = 10;

  /** As many rounds with equal flights show that the window does not grow. */
  static final int CONSTANT_ROUNDS = 4;

  /** The first of the constant rounds may have begun with something else. */
  private static final int DRAINED_ROUNDS = CONSTANT_ROUNDS - 1;

  private static final int CONSTANT_SPREAD_SEGMENTS = 3;
  private static final double FULL_RATE = 0.8;
  private static final double QUEUEING = 1.2;
  private static final double CLEARLY_MORE = 1.2;

  private final long mss;
  private final long[] flights = new long[MEMORY_ROUNDS];
  private final double[] rates = new double[MEMORY_ROUNDS];
  private int drainedRounds;
  private int roundsSinceRestart;
  private int count;
  private long previousFlight;
  private boolean isGrowing = true;
  private boolean hadLoss;

  /** The most that was under way in a round that queued, and how fast that round was. */
  private double queuedLoad;

  private double queuedRate;

  LimitClassifier(long mss) {
    this.mss = mss;
  }

  /** The sender begins anew: after a rest or a timeout. */
  void restart() {
    isGrowing = true;
    previousFlight = 0;
    roundsSinceRestart = 0;
  }

  /** Whether every round since the beginning grew. */
  boolean isGrowing() {
    return isGrowing;
  }

  ThroughputLimit classify(RoundFeatures round, long durationNanos, long minRoundTripNanos) {
    hadLoss |= round.loss;
    drainedRounds = round.isOneWrite() ? drainedRounds + 1 : 0;
    if (round.timeout) {
      restart();
    } else if (previousFlight > 0 && round.maxFlight < GROWTH * previousFlight) {
      isGrowing = false;
    }
    double rate = round.bytes / (double) Math.max(1, durationNanos);
    boolean isQueueing = minRoundTripNanos > 0 && round.minRoundTrip > QUEUEING * minRoundTripNanos;
    ThroughputLimit limit = decide(round, rate, isQueueing);
    if (isQueueing && load(round, rate) > queuedLoad) {
      queuedLoad = load(round, rate);
      queuedRate = rate;
    }
    flights[count % MEMORY_ROUNDS] = round.maxFlight;
    boolean isNetworkRate =
        limit != ThroughputLimit.APPLICATION && limit != ThroughputLimit.RECEIVER;
    rates[count % MEMORY_ROUNDS] = isNetworkRate ? rate : 0;
    count++;
    roundsSinceRestart++;
    previousFlight = round.maxFlight;
    return limit;
  }

  private ThroughputLimit decide(RoundFeatures round, double rate, boolean isQueueing) {
    if (round.timeout) {
      return ThroughputLimit.TIMEOUT;
    }
    if (!round.loss && round.minRoom < RECEIVER_ROOM_SEGMENTS * mss && isWindowInUse(round)) {
      return ThroughputLimit.RECEIVER;
    }
    if (isGrowing) {
      return ThroughputLimit.SLOW_START;
    }
    if (round.small && round.maxFlight < usualFlight(round) - APPLICATION_ROOM_SEGMENTS * mss) {
      return ThroughputLimit.APPLICATION;
    }
    // A window whose scale is not known may well be what the flight fills.
    if (isConstant(round) && !isQueueing && round.windowAtMax >= 0) {
      return isPathFull(round, rate) ? ThroughputLimit.BANDWIDTH : ThroughputLimit.SENDER_WINDOW;
    }
    if (isQueueing && rate >= FULL_RATE * bestRate()) {
      return ThroughputLimit.BANDWIDTH;
    }
    if (isQueueing || round.loss) {
      return ThroughputLimit.CONGESTION;
    }
    return round.maxFlight >= previousFlight ? ThroughputLimit.TRANSPORT : ThroughputLimit.UNKNOWN;
  }

  /** A window of a few segments is always nearly full; it limits only what would fill it. */
  private boolean isWindowInUse(RoundFeatures round) {
    return round.maxFlight >= 2 * Math.max(0, round.windowAtMax) / 3;
  }

  private long usualFlight(RoundFeatures round) {
    return round.windowAtMax < 0 ? previousFlight : Math.min(round.windowAtMax, previousFlight);
  }

  /**
   * The flight stays what it was although the window would take more. After a loss that proves
   * nothing: congestion avoidance grows by a segment a round, and CUBIC rests where it lost. Nor
   * does it where the sender never had anything more: its program writes as much each time, while a
   * full buffer has more to send as soon as a part of it is acknowledged.
   */
  private boolean isConstant(RoundFeatures round) {
    if (roundsSinceRestart < CONSTANT_ROUNDS
        || hadLoss
        || drainedRounds >= DRAINED_ROUNDS
        || round.maxFlight < CONSTANT_ROUNDS * mss) {
      return false;
    }
    long min = round.maxFlight;
    long max = round.maxFlight;
    for (int back = 1; back < CONSTANT_ROUNDS; back++) {
      long flight = flights[(count - back) % MEMORY_ROUNDS];
      min = Math.min(min, flight);
      max = Math.max(max, flight);
    }
    return max - min <= CONSTANT_SPREAD_SEGMENTS * mss;
  }

  /**
   * More under way had only filled a queue, no more and no less came through: a sender that paces
   * itself leaves it empty.
   */
  private boolean isPathFull(RoundFeatures round, double rate) {
    return queuedLoad >= CLEARLY_MORE * load(round, rate)
        && rate >= FULL_RATE * queuedRate
        && queuedRate >= FULL_RATE * rate;
  }

  /** By Little's law: near the receiver the flight does not show how much is under way. */
  private static double load(RoundFeatures round, double rate) {
    return rate * round.minRoundTrip;
  }

  private double bestRate() {
    return Arrays.stream(rates).max().orElse(0);
  }
}
