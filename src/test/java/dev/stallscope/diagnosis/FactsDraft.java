package dev.stallscope.diagnosis;

import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.DirectionFacts.IdleRestart;
import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a test says of one direction of a connection; healthy where it says nothing. */
public final class FactsDraft {
  public long goodputBitsPerSecond = 10_000_000;
  public long maxInFlightBytes = 60_000;
  public long minWindowBytes = 60_000;
  public long maxWindowBytes = 200_000;
  public long filledWindowBytes = -1;
  public int dataSegments = 100;
  public int lostSegments;
  public int needlessRetransmissions;
  public int timeouts;
  public int reorderedSegments;
  public int unansweredRepetitions;
  public Optional<TokenBucket> policing = Optional.empty();
  public Optional<RateLimit> shaping = Optional.empty();
  public Optional<QueueDelay> queueing = Optional.empty();
  public Optional<IdleRestart> restart = Optional.empty();

  DirectionFacts facts(Direction direction) {
    return new DirectionFacts(
        direction,
        goodputBitsPerSecond,
        maxInFlightBytes,
        new DirectionFacts.Windows(
            minWindowBytes, maxWindowBytes, Optional.empty(), filledWindowBytes),
        14_600,
        Map.of(),
        ThroughputLimit.UNKNOWN,
        new DirectionFacts.Losses(
            OptionalDouble.of(dataSegments == 0 ? 0 : (double) lostSegments / dataSegments),
            dataSegments,
            lostSegments,
            needlessRetransmissions,
            timeouts,
            reorderedSegments,
            unansweredRepetitions),
        10,
        policing,
        shaping,
        queueing,
        restart);
  }
}
