package dev.stallscope.measure.rate;

import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A policer met again after rests of the sender, in which its bucket filled: no bucket that fills
 * without end explains the whole, but each part passes the test by itself, and at one rate.
 */
final class RefilledBucket {
  /** A sender with more to send is silent for so long only after a timeout, and then repeats. */
  private static final long REST_NANOS = Nanos.ofMillis(200);

  /** One part alone may fit by chance. */
  private static final int LEAST_PARTS = 2;

  /** Rates of one policer agree so far (STALLS 7, 23). */
  private static final double AGREEING_SHARE = 0.15;

  private RefilledBucket() {}

  /** The policer that the packets {@code [from, to)}, one message, met in several parts. */
  static Optional<TokenBucket> find(WirePackets packets, int from, int to, PolicerSearch.Fit fit) {
    List<TokenBucket> found = new ArrayList<>();
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || isAfterRest(packets, i)) {
        if (start > from || i < to) {
          fit.find(packets, start, i).ifPresent(found::add);
        }
        start = i;
      }
    }
    return found.size() >= LEAST_PARTS && isOneRate(found)
        ? Optional.of(joined(found, to - from))
        : Optional.empty();
  }

  private static boolean isAfterRest(WirePackets packets, int i) {
    return !packets.isRepeat(i) && packets.nanos(i) - packets.nanos(i - 1) >= REST_NANOS;
  }

  private static boolean isOneRate(List<TokenBucket> found) {
    long least = found.stream().mapToLong(TokenBucket::rateBitsPerSecond).min().orElseThrow();
    long most = found.stream().mapToLong(TokenBucket::rateBitsPerSecond).max().orElseThrow();
    return least >= most * (1 - AGREEING_SHARE);
  }

  /** With the rate that most losses tell. */
  private static TokenBucket joined(List<TokenBucket> found, int packets) {
    TokenBucket clearest =
        found.stream().max(Comparator.comparingInt(TokenBucket::lostSegments)).orElseThrow();
    TokenBucket first = found.getFirst();
    TokenBucket last = found.getLast();
    int lost = found.stream().mapToInt(TokenBucket::lostSegments).sum();
    return new TokenBucket(
        clearest.rateBitsPerSecond(),
        first.burstBytes(),
        first.isRateReliable(),
        lost,
        lost / (double) packets,
        first.firstLostPacket(),
        last.lastLostPacket(),
        first.startNanos(),
        last.endNanos());
  }
}
