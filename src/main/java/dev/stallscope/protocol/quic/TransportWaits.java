package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.TransportWait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects when a connection's transport held its sender back. */
final class TransportWaits {
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
    return List.copyOf(sorted);
  }
}
