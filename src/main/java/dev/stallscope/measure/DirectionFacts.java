package dev.stallscope.measure;

import dev.stallscope.net.Direction;
import dev.stallscope.time.TimeSpan;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured of one direction of a connection.
 *
 * @param goodputBitsPerSecond distinct payload over the time in which data flowed; 0 without data
 * @param maxInFlightBytes largest flight
 * @param windows what the receiver offered
 * @param initialFlightBytes the first flight of data
 * @param limitBytes bytes sent in rounds of each limit class
 * @param dominantLimit the class with most bytes
 * @param losses what was lost, and what was sent again
 */
public record DirectionFacts(
    Direction direction,
    long goodputBitsPerSecond,
    long maxInFlightBytes,
    Windows windows,
    long initialFlightBytes,
    Map<ThroughputLimit, Long> limitBytes,
    ThroughputLimit dominantLimit,
    Losses losses,
    int firstDataPacket,
    Optional<TokenBucket> policing,
    Optional<RateLimit> shaping,
    Optional<QueueDelay> queueing,
    Optional<IdleRestart> restart) {

  /** The same with a policer: what it drops is neither shaped nor queued. */
  public DirectionFacts withPolicing(TokenBucket bucket) {
    return new DirectionFacts(
        direction,
        goodputBitsPerSecond,
        maxInFlightBytes,
        windows,
        initialFlightBytes,
        limitBytes,
        dominantLimit,
        losses,
        firstDataPacket,
        Optional.of(bucket),
        Optional.empty(),
        queueing,
        restart);
  }

  /**
   * The receive windows of the receiver.
   *
   * @param minBytes smallest, scaled, after the handshake, -1 unknown
   * @param maxBytes largest, scaled, -1 unknown
   * @param maxTimes from the first time that the largest was offered to the last; empty without one
   * @param filledBytes largest that was filled, within two segments; -1 without one
   */
  public record Windows(
      long minBytes, long maxBytes, Optional<TimeSpan> maxTimes, long filledBytes) {}

  /**
   * What did not arrive at once, in segments.
   *
   * @param ratio lost transmissions / data segments, empty where it cannot be judged
   * @param dataSegments transmissions; next to the receiver with those that it missed
   * @param lostSegments those lost; next to the receiver, the holes that were filled later
   * @param needlessRetransmissions of what had arrived
   * @param timeouts after which the sender sent again
   * @param reorderedSegments that were overtaken, not lost
   * @param unansweredRepetitions captured after the last packet that the receiver sent
   */
  public record Losses(
      OptionalDouble ratio,
      int dataSegments,
      int lostSegments,
      int needlessRetransmissions,
      int timeouts,
      int reorderedSegments,
      int unansweredRepetitions) {}

  /**
   * A policer found by the token-bucket fit (STALLS 4.1).
   *
   * @param rateBitsPerSecond the bucket's rate; meaningful where {@code isRateReliable}
   * @param burstBytes bytes sent before the very first loss
   * @param isRateReliable whether the burst is at least 30 kB
   * @param firstLostPacket index of the first lost packet
   * @param lastLostPacket index of the last lost packet
   */
  public record TokenBucket(
      long rateBitsPerSecond,
      long burstBytes,
      boolean isRateReliable,
      int lostSegments,
      double lossRatio,
      int firstLostPacket,
      int lastLostPacket,
      long startNanos,
      long endNanos) {}

  /**
   * A rate limit that sets in after a burst, by queueing (STALLS 4.2).
   *
   * @param firstRateBitsPerSecond goodput before
   * @param steadyRateBitsPerSecond goodput after
   * @param changeNanos when it set in
   */
  public record RateLimit(
      long firstRateBitsPerSecond,
      long steadyRateBitsPerSecond,
      long burstBytes,
      long changeNanos,
      int changePacket,
      long endNanos) {}

  /**
   * Queueing under the connection's own load (STALLS 4.4).
   *
   * @param minNanos round trip of the empty path
   * @param loadedNanos 95th percentile under load
   * @param correlation of round trip with what was under way
   * @param loadBytes what was under way in the longest round trip
   * @param worstPacket index of the packet whose ACK came latest
   */
  public record QueueDelay(
      long minNanos,
      long loadedNanos,
      double correlation,
      long loadBytes,
      long startNanos,
      long endNanos,
      int worstPacket) {}

  /**
   * The costliest fresh start after a rest (STALLS W02).
   *
   * @param idleNanos how long nothing was sent
   * @param flightBeforeBytes largest flight before the rest
   * @param flightAfterBytes largest flight of the first round trip after it
   * @param packet index of the first packet after the rest
   */
  public record IdleRestart(
      long idleNanos, long flightBeforeBytes, long flightAfterBytes, int packet) {}
}
