package dev.stallscope.protocol.quic;

import java.util.Arrays;

/**
 * Round trips by the spin bit of one direction (RFC 9000 section 17.4): the client turns it once
 * each round trip, so that the time from one edge to the next is a round trip for any onlooker.
 *
 * <p>Endpoints may leave the bit alone or set it at random. It counts only where it turns, yet in
 * fewer than three of ten packets; an edge that comes much earlier than others is a packet that was
 * overtaken, one that comes much later means that nothing was sent for a while (STALLS 1.8).
 */
final class SpinBit {
  /** Round trips that the median is taken of; later ones replace the oldest. */
  private static final int KEPT = 64;

  private static final int LEAST_SAMPLES = 3;
  private static final int LEAST_PACKETS = 8;

  private final long[] samples = new long[KEPT];
  private int edges;
  private int packets;
  private boolean last;
  private long edgeNanos = -1;

  void packet(boolean spin, long epochNanos) {
    packets++;
    if (packets > 1 && spin != last) {
      if (edgeNanos >= 0) {
        samples[edges % KEPT] = epochNanos - edgeNanos;
        edges++;
      }
      edgeNanos = epochNanos;
    }
    last = spin;
  }

  /** How many round trips it showed; 0 where the bit does not mean anything. */
  int samples() {
    boolean isMeant = edges >= LEAST_SAMPLES && packets >= LEAST_PACKETS;
    return isMeant && edges * 10L <= packets * 3L ? edges : 0;
  }

  /** The median round trip in nanoseconds, or -1. */
  long medianNanos() {
    int count = Math.min(samples(), KEPT);
    if (count == 0) {
      return -1;
    }
    long[] sorted = Arrays.copyOf(samples, count);
    Arrays.sort(sorted);
    long middle = sorted[count / 2];
    long[] plausible =
        Arrays.stream(sorted)
            .filter(nanos -> nanos * 10 >= middle && nanos <= 3 * middle)
            .toArray();
    return plausible[plausible.length / 2];
  }
}
