package dev.stallscope.ui.resolution;

import dev.stallscope.chart.DistributionLayout;
import dev.stallscope.exchange.DnsAttempt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long one server took, each time it was asked. */
final class ServerTimes {
  private final Key key;
  private final long[] sortedNanos;

  /**
   * One server in one role.
   *
   * @param isDns whether as a resolver rather than as a TLS server
   */
  record Key(boolean isDns, String server) {}

  private ServerTimes(Key key, long[] sortedNanos) {
    this.key = key;
    this.sortedNanos = sortedNanos;
  }

  /** The servers of steps; the slowest at the median first. */
  static List<ServerTimes> of(List<Step> steps) {
    Map<Key, List<Long>> times = new HashMap<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Lookup lookup -> lookup.lookup().attempts().forEach(one -> add(one, times));
        case Step.Handshake handshake -> {
          if (!handshake.isFailed()) {
            add(new Key(false, step.title()), step.span().durationNanos(), times);
          }
        }
      }
    }
    return times.entrySet().stream()
        .map(entry -> new ServerTimes(entry.getKey(), sorted(entry.getValue())))
        .sorted(Comparator.comparingLong(ServerTimes::medianNanos).reversed())
        .toList();
  }

  private static void add(DnsAttempt attempt, Map<Key, List<Long>> times) {
    attempt
        .responseNanos()
        .ifPresent(nanos -> add(new Key(true, attempt.server().toString()), nanos, times));
  }

  private static void add(Key key, long nanos, Map<Key, List<Long>> times) {
    times.computeIfAbsent(key, _ -> new ArrayList<>()).add(nanos);
  }

  private static long[] sorted(List<Long> times) {
    return times.stream().mapToLong(nanos -> nanos).sorted().toArray();
  }

  boolean isDns() {
    return key.isDns();
  }

  String server() {
    return key.server();
  }

  int count() {
    return sortedNanos.length;
  }

  long leastNanos() {
    return sortedNanos[0];
  }

  long medianNanos() {
    return DistributionLayout.median(sortedNanos);
  }

  long mostNanos() {
    return sortedNanos[sortedNanos.length - 1];
  }

  /** Lent, not to be changed. */
  long[] sortedNanos() {
    return sortedNanos;
  }
}
