package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many of the round trips that a fixed window took were avoidable. Had the window grown, the
 * same bytes would still have needed {@code ceil(log2(bytes / flight + 1))} of them (STALLS 2.4,
 * W01); the rest is lost.
 */
public final class LimitedRounds {
  private final Map<ThroughputLimit, Double> shares;

  private LimitedRounds(Map<ThroughputLimit, Double> shares) {
    this.shares = shares;
  }

  static LimitedRounds of(TcpTrace trace, Direction direction, List<Round> rounds) {
    Map<ThroughputLimit, Double> shares = new EnumMap<>(ThroughputLimit.class);
    for (ThroughputLimit limit :
        new ThroughputLimit[] {ThroughputLimit.RECEIVER, ThroughputLimit.SENDER_WINDOW}) {
      shares.put(limit, new Count(limit).over(trace, direction, rounds));
    }
    return new LimitedRounds(shares);
  }

  /** The share of the time in rounds of that limit that was avoidable, 0 to 1. */
  public double avoidableShare(ThroughputLimit limit) {
    return shares.getOrDefault(limit, 0.0);
  }

  /** Each message on its own: an answer cannot begin in the round trip of its question. */
  private static final class Count {
    private final ThroughputLimit limit;
    private long used;
    private long needed;
    private long bytes;
    private long flight;

    Count(ThroughputLimit limit) {
      this.limit = limit;
    }

    double over(TcpTrace trace, Direction direction, List<Round> rounds) {
      int row = 0;
      for (Round round : rounds) {
        boolean hasTurned = false;
        for (; row < round.firstRow(); row++) {
          hasTurned |=
              trace.direction(row) != direction
                  && trace.payloadBytes(row) > 0
                  && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE);
        }
        if (hasTurned) {
          endMessage();
        }
        add(round);
      }
      endMessage();
      return used == 0 ? 0 : 1 - needed / (double) used;
    }

    private void add(Round round) {
      if (round.limit() == limit) {
        used++;
        bytes += round.bytes();
        flight = flight == 0 ? Math.max(1, round.flightBytes()) : flight;
      }
    }

    private void endMessage() {
      if (bytes > 0) {
        needed += (long) Math.ceil(Math.log(bytes / (double) flight + 1) / Math.log(2));
      }
      bytes = 0;
      flight = 0;
    }
  }
}
