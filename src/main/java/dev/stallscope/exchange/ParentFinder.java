package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the request that made a server ask another one: the only one that the server worked on for
 * the whole of the inner exchange (STALLS 6.1). With several candidates there is no parent.
 *
 * <p>A host is known by its address; the capturing one also by what it says to itself over
 * loopback.
 */
final class ParentFinder {
  /** A parent's answer may be captured a little before its last child's is. */
  private static final long TOLERANCE_NANOS = Nanos.ofMillis(5);

  private ParentFinder() {}

  /**
   * Links the requests.
   *
   * @param servedHere connections whose server is the capturing host
   */
  static void link(List<ExchangeDraft> requests, BitSet servedHere) {
    Map<IpAddress, List<ExchangeDraft>> byServer = new HashMap<>();
    for (ExchangeDraft request : requests) {
      if (request.request != null && request.response != null) {
        byServer.computeIfAbsent(request.server.address(), _ -> new ArrayList<>()).add(request);
      }
    }
    List<ExchangeDraft> arrived =
        byServer.values().stream()
            .flatMap(List::stream)
            .filter(request -> request.connection >= 0 && servedHere.get(request.connection))
            .toList();
    Map<IpAddress, List<ExchangeDraft>> byClient = new HashMap<>();
    for (ExchangeDraft request : requests) {
      if (request.parent < 0 && byServer.containsKey(request.client.address())) {
        byClient.computeIfAbsent(request.client.address(), _ -> new ArrayList<>()).add(request);
      }
    }
    byClient.forEach(
        (host, children) -> {
          List<ExchangeDraft> parents = new ArrayList<>(byServer.getOrDefault(host, List.of()));
          if (host.isLoopback()) {
            parents.addAll(arrived);
          }
          link(parents, children);
        });
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
      List<ExchangeDraft> others =
          active.stream().filter(parent -> parent.connection != child.connection).toList();
      if (others.size() == 1 && workEndNanos(others.getFirst()) >= child.endNanos) {
        child.parent = others.getFirst().id;
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
