package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.net.Direction;
import java.util.Optional;

/**
 * Looks for a policer in each message of a direction: new data after data of the other side begin
 * another bucket. Where no one bucket explains a message, each part between rests of its sender is
 * looked at, since a bucket fills while nobody sends.
 */
final class PolicerSearch {
  /** Fewer losses are never taken for a policer's. */
  private static final int LEAST_LOSSES = 15;

  private final TcpTrace trace;
  private final Direction direction;
  private final PathTimes path;

  PolicerSearch(TcpTrace trace, Direction direction, PathTimes path) {
    this.trace = trace;
    this.direction = direction;
    this.path = path;
  }

  /** Whether so many losses may be a policer's. */
  boolean needsPackets(int lost) {
    return lost >= LEAST_LOSSES;
  }

  /** What the packets went through after they were seen. */
  Optional<TokenBucket> amongSent(WirePackets packets) {
    return inMessages(packets, TokenBucketFit::fit);
  }

  /**
   * What the packets went through before they were seen, away from who sent them.
   *
   * @param missed how many came that fill a hole
   */
  Optional<TokenBucket> amongArrived(int missed) {
    if (missed < LEAST_LOSSES || !path.isKnown() || path.isNear(direction)) {
      return Optional.empty();
    }
    return inMessages(
        WirePackets.arrived(trace, direction, path.nanos()),
        (packets, from, to) -> TokenBucketFit.fitArrived(packets, from, to, path.nanos()));
  }

  /** What tells of a policer in the packets {@code [from, to)}. */
  interface Fit {
    Optional<TokenBucket> find(WirePackets packets, int from, int to);
  }

  private Optional<TokenBucket> inMessages(WirePackets packets, Fit fit) {
    int from = 0;
    int row = 0;
    Optional<TokenBucket> found = Optional.empty();
    for (int i = 0; i < packets.size(); i++) {
      boolean turned = false;
      for (; row < trace.size() && trace.packet(row) < packets.packet(i); row++) {
        turned |= trace.direction(row) != direction && trace.payloadBytes(row) > 0;
      }
      if (turned && !packets.isRepeat(i)) {
        found = found.isPresent() ? found : inMessage(packets, from, i, fit);
        from = i;
      }
    }
    return found.isPresent() ? found : inMessage(packets, from, packets.size(), fit);
  }

  private static Optional<TokenBucket> inMessage(WirePackets packets, int from, int to, Fit fit) {
    return fit.find(packets, from, to).or(() -> RefilledBucket.find(packets, from, to, fit));
  }
}
