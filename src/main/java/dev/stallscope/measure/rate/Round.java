package dev.stallscope.measure.rate;

import dev.stallscope.measure.ThroughputLimit;

/**
 * One round trip of a direction: from a segment until what was sent by then is acknowledged (STALLS
 * 3.1).
 *
 * @param firstRow row of the trace that began it
 * @param lastRow row before the next round
 * @param bytes new bytes sent in it
 * @param flightBytes largest flight
 * @param roundTripNanos smallest round-trip sample within it, -1 without one
 * @param loadBytes most bytes that were under way during a round-trip sample, as far as the capture
 *     point can tell
 * @param isAfterIdle whether the sender had rested longer than its retransmission timeout before a
 *     larger flight, and began anew with a small one (STALLS W02)
 * @param hasLoss whether a transmission within it was lost
 */
public record Round(
    int firstRow,
    int lastRow,
    long startNanos,
    long endNanos,
    long bytes,
    long flightBytes,
    long roundTripNanos,
    long loadBytes,
    boolean isAfterIdle,
    boolean hasLoss,
    ThroughputLimit limit) {
  public long durationNanos() {
    return endNanos - startNanos;
  }

  Round withRoundTrip(long nanos) {
    return new Round(
        firstRow,
        lastRow,
        startNanos,
        endNanos,
        bytes,
        flightBytes,
        nanos,
        loadBytes,
        isAfterIdle,
        hasLoss,
        limit);
  }

  Round withLimit(ThroughputLimit other) {
    return new Round(
        firstRow,
        lastRow,
        startNanos,
        endNanos,
        bytes,
        flightBytes,
        roundTripNanos,
        loadBytes,
        isAfterIdle,
        hasLoss,
        other);
  }
}
