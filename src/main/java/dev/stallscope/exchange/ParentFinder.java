package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the request that made a server ask another one: the only one that the server worked on for
 * the whole of the inner exchange (STALLS 6.1). With several candidates there is no parent.
 */
final class ParentFinder {
  /** A parent's answer may be captured a little before its last child's is. */
  private static final long TOLERANCE_NANOS = Nanos.ofMillis(5);

  private ParentFinder() {}

  static void link(List<ExchangeDraft> requests) {
    Map<IpAddress, List<ExchangeDraft>> byServer = new HashMap<>();
    for (ExchangeDraft request : requests) {
      if (request.request != null && request.response != null) {
        byServer.computeIfAbsent(request.server.address(), _ -> new ArrayList<>()).add(request);
      }
    }
    Map<IpAddress, List<ExchangeDraft>> byClient = new HashMap<>();
    for (ExchangeDraft request : requests) {
      if (request.parent < 0 && byServer.containsKey(request.client.address())) {
        byClient.computeIfAbsent(request.client.address(), _ -> new ArrayList<>()).add(request);
      }
    }
    byClient.forEach((host, children) -> link(byServer.getOrDefault(host, List.of()), children));
  }

  private static void link(List<ExchangeDraft> parents, List<ExchangeDraft> children) {
    parents.sort(Comparator.comparingLong(ParentFinder::workStartNanos));
    children.sort(Comparator.comparingLong(child -> child.ownStartNanos));
    List<ExchangeDraft> active = new ArrayList<>();
    int next = 0;
    for (ExchangeDraft child : children) {
      while (next < parents.size() && workStartNanos(parents.get(next)) <= child.ownStartNanos) {
        active.add(parents.get(next++));
      }
      active.removeIf(parent -> workEndNanos(parent) < child.ownStartNanos);
      if (active.size() == 1
          && active.getFirst() != child
          && workEndNanos(active.getFirst()) >= child.endNanos) {
        child.parent = active.getFirst().id;
      }
    }
  }

  private static long workStartNanos(ExchangeDraft parent) {
    return parent.request == null ? parent.ownStartNanos : parent.request.span().lastNanos();
  }

  private static long workEndNanos(ExchangeDraft parent) {
    return (parent.response == null ? parent.endNanos : parent.response.span().firstNanos())
        + TOLERANCE_NANOS;
  }
}
