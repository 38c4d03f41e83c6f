package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects when a connection's transport held its sender back. */
final class TransportWaits {
  /** So many timers in a row, each twice as long: nothing passed (as STALLS L03 for TCP). */
  static final int OUTAGE_TIMERS = 3;

  /** A timer that expires sends up to two packets, not quite at once. */
  private static final long SAME_TIMER_NANOS = Nanos.ofMillis(10);

  /** Waits of one connection that are kept: more are no news. */
  private static final int MAX_WAITS = 10_000;

  private final List<TransportWait> waits = new ArrayList<>(0);

  void add(TransportWait wait) {
    if (waits.size() < MAX_WAITS && wait.endNanos() > wait.startNanos()) {
      waits.add(wait);
    }
  }

  /** By start. */
  List<TransportWait> all() {
    List<TransportWait> sorted = new ArrayList<>(waits);
    sorted.sort(Comparator.comparingLong(TransportWait::startNanos));
    for (Direction sender : Direction.values()) {
      joinTimers(sorted, sender);
    }
    return List.copyOf(sorted);
  }

  /** Timers that ran out one after the other are one time in which nothing got through. */
  private static void joinTimers(List<TransportWait> sorted, Direction sender) {
    List<Integer> series = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      TransportWait wait = sorted.get(i);
      if (wait.kind() == TransportWait.Kind.PROBE_TIMEOUT && wait.sender() == sender) {
        if (!series.isEmpty() && !follows(wait, sorted.get(series.getLast()))) {
          nameOutage(sorted, series);
        }
        series.add(i);
      }
    }
    nameOutage(sorted, series);
  }

  private static boolean follows(TransportWait wait, TransportWait earlier) {
    return wait.startNanos() - earlier.endNanos() <= SAME_TIMER_NANOS;
  }

  private static void nameOutage(List<TransportWait> sorted, List<Integer> series) {
    if (series.size() >= OUTAGE_TIMERS) {
      series.forEach(i -> sorted.set(i, sorted.get(i).as(TransportWait.Kind.OUTAGE)));
    }
    series.clear();
  }
}
