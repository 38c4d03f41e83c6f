package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * How much of what the path has been seen to carry was carried: as acknowledgments told its sender,
 * or near the receiver as it arrived. While a bottleneck hands on one packet after the other a loss
 * costs no time: what is sent again takes the place of what would have been sent. Lost is what it
 * carried less.
 */
public final class LinkUse {
  /** Deliveries closer than this are one. */
  private static final long GRAIN_NANOS = Nanos.ofMillis(1);

  /** What is carried in a shorter time may be a burst of acknowledgments. */
  private static final long SHORTEST_NANOS = Nanos.ofMillis(50);

  private static final int ROUND_TRIPS = 2;

  /** Near the receiver nothing bunches what arrives, so that less time shows the path's rate. */
  private static final long ARRIVAL_NANOS = Nanos.ofMillis(20);

  /** Shorter transfers do not come to what the path can carry. */
  private static final int LEAST_WINDOWS = 8;

  private static final int LEAST_BURSTS = 3;
  private static final int BURSTS_A_WINDOW = 8;
  private static final long SHORTEST_BURST_NANOS = Nanos.ofMillis(5);

  /** A path that is at its limit carries about as much all the time. */
  private static final double STEADY = 0.75;

  private final TcpTrace trace;
  private final Direction direction;
  private final boolean isNearSender;
  private final long windowNanos;
  private long[] times = new long[4];
  private long[] delivered = new long[4];
  private int size;
  private long arrived;
  private double bytesPerNano = -1;
  private double burstBytesPerNano = -1;
  private long shapedNanos = Long.MAX_VALUE;

  LinkUse(TcpTrace trace, Direction direction, PathTimes path) {
    this.trace = trace;
    this.direction = direction;
    isNearSender = path.toSender(direction) <= path.toReceiver(direction);
    windowNanos = Math.max(ROUND_TRIPS * path.nanos(), SHORTEST_NANOS);
  }

  /** Takes in the next row; the replay stands at it. */
  void row(int row, TcpReplay replay) {
    boolean isData = trace.direction(row) == direction;
    if (isNearSender && !isData && replay.acknowledged(direction) >= 0) {
      carried(row, replay.acknowledged(direction) + replay.sackedBytes(direction));
    } else if (!isNearSender && isData && isNews(row)) {
      arrived += trace.payloadBytes(row);
      carried(row, arrived);
    }
  }

  private boolean isNews(int row) {
    return trace.payloadBytes(row) > 0
        && !trace.has(row, SegmentEvent.NEEDLESS)
        && !trace.has(row, SegmentEvent.SPURIOUS_RETRANSMISSION)
        && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE);
  }

  private void carried(int row, long total) {
    long now = trace.epochNanos(row);
    if (size > 0 && total <= delivered[size - 1]) {
      return;
    }
    if (size > 0 && now - times[size - 1] < GRAIN_NANOS) {
      delivered[size - 1] = total;
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      delivered = Arrays.copyOf(delivered, 2 * size);
    }
    times[size] = now;
    delivered[size++] = total;
  }

  /**
   * The most that was carried over some round trips, bytes per nanosecond; 0 where that is not the
   * path's limit, but changes with its sender's window.
   */
  private double bytesPerNano() {
    if (bytesPerNano < 0) {
      bytesPerNano = limit(windowNanos);
      if (bytesPerNano == 0 && !isNearSender && isBrief()) {
        bytesPerNano = limit(Math.min(windowNanos, ARRIVAL_NANOS));
      }
    }
    return bytesPerNano;
  }

  private boolean isBrief() {
    return size > 0 && times[size - 1] - times[0] < LEAST_WINDOWS * windowNanos;
  }

  private double limit(long windowNanos) {
    double most = most(windowNanos);
    return usual(windowNanos) >= STEADY * most ? most : 0;
  }

  /**
   * What was carried at least {@value #LEAST_BURSTS} times over a part of a round trip, bytes per
   * nanosecond; 0 where too little was carried. A single burst may have been held back somewhere
   * and have come at the rate of the last link alone.
   */
  public double burstBytesPerNano() {
    if (burstBytesPerNano < 0) {
      burstBytesPerNano = repeated(Math.max(windowNanos / BURSTS_A_WINDOW, SHORTEST_BURST_NANOS));
    }
    return burstBytesPerNano;
  }

  private double repeated(long burstNanos) {
    List<Double> rates = new ArrayList<>();
    int from = 0;
    int end = 0;
    double best = 0;
    for (int i = 0; i < size; i++) {
      while (from + 1 < i && times[i] - times[from + 1] >= burstNanos) {
        from++;
      }
      long nanos = times[i] - times[from];
      if (nanos < burstNanos) {
        continue;
      }
      if (times[from] >= times[end]) { // disjoint from the burst before
        rates.add(best);
        best = 0;
        end = i;
      }
      best = Math.max(best, (delivered[i] - delivered[from]) / (double) nanos);
    }
    rates.add(best);
    rates.sort(Comparator.reverseOrder());
    return rates.size() < LEAST_BURSTS ? 0 : rates.get(LEAST_BURSTS - 1);
  }

  private double most(long windowNanos) {
    double most = 0;
    int from = 0;
    for (int i = 0; i < size; i++) {
      while (from + 1 < i && times[i] - times[from + 1] >= windowNanos) {
        from++;
      }
      long nanos = times[i] - times[from];
      if (nanos >= windowNanos) {
        most = Math.max(most, (delivered[i] - delivered[from]) / (double) nanos);
      }
    }
    return most;
  }

  /** The median of what was carried in one window after the other; 0 where there are few. */
  private double usual(long windowNanos) {
    List<Double> rates = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] - times[from] >= windowNanos) {
        rates.add((delivered[i] - delivered[from]) / (double) (times[i] - times[from]));
        from = i;
      }
    }
    Collections.sort(rates);
    return rates.size() < LEAST_WINDOWS ? 0 : rates.get(rates.size() / 2);
  }

  /** From when a shaper set in what passed came at its rate all the time. */
  void shaped(RateLimit limit) {
    shapedNanos = limit.changeNanos();
  }

  /** How much of a time the path would not have needed for what it carried then, nanoseconds. */
  public long unusedNanos(long startNanos, long endNanos) {
    long all = endNanos - startNanos;
    if (startNanos >= shapedNanos) {
      return 0;
    }
    if (bytesPerNano() == 0) {
      return all;
    }
    double needed = (deliveredAt(endNanos) - deliveredAt(startNanos)) / bytesPerNano();
    return Math.clamp(all - Math.round(needed), 0, all);
  }

  /** Near the receiver: between two arrivals the path was busy with the second. */
  private double deliveredAt(long nanos) {
    int found = Arrays.binarySearch(times, 0, size, nanos);
    int last = found >= 0 ? found : -found - 2;
    if (isNearSender || last < 0 || found >= 0 || last == size - 1) {
      return last < 0 ? 0 : delivered[last];
    }
    double share = (nanos - times[last]) / (double) (times[last + 1] - times[last]);
    return delivered[last] + share * (delivered[last + 1] - delivered[last]);
  }
}
