package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to connect that came before the one that worked: to another address of the same name,
 * still unanswered or just failed when the next began (RFC 8305).
 */
final class ConnectAttempts {
  /** Clients try the next address after 200 ms to a few seconds (RFC 8305 section 5). */
  private static final long LONGEST_PATIENCE_NANOS = Nanos.ofSeconds(5);

  /** Attempts differ in address and family, the client's too; only the port is common to them. */
  private final Map<Integer, Attempts> byServerPort = new HashMap<>();

  /** Attempts to one port. */
  private static final class Attempts {
    static final Attempts NONE = new Attempts(List.of());

    private final List<ExchangeDraft> byStart;

    /** For each, the latest end of it and all before it. */
    private final long[] latestEnds;

    Attempts(List<ExchangeDraft> attempts) {
      byStart =
          attempts.stream()
              .sorted(Comparator.comparingLong(attempt -> attempt.ownStartNanos))
              .toList();
      latestEnds = byStart.stream().mapToLong(attempt -> attempt.endNanos).toArray();
      Arrays.parallelPrefix(latestEnds, Math::max);
    }

    ExchangeDraft at(int index) {
      return byStart.get(index);
    }

    /** When the last of those up to an index was over, epoch nanoseconds. */
    long endNanos(int index) {
      return latestEnds[index];
    }

    /** The last that began before {@code nanos}; -1 where there is none. */
    int lastBefore(long nanos) {
      return Ascending.firstAbove(byStart, attempt -> attempt.ownStartNanos, nanos - 1) - 1;
    }
  }

  /**
   * Collects the attempts.
   *
   * @param connects all connection exchanges
   * @param isUsed whether a request was sent over the connection with the id
   */
  ConnectAttempts(List<ExchangeDraft> connects, IntPredicate isUsed) {
    Map<Integer, List<ExchangeDraft>> unused = new HashMap<>();
    for (ExchangeDraft connect : connects) {
      if (!isUsed.test(connect.connection)) {
        unused.computeIfAbsent(connect.server.port(), _ -> new ArrayList<>()).add(connect);
      }
    }
    unused.forEach((port, attempts) -> byServerPort.put(port, new Attempts(attempts)));
  }

  /** The attempts that led to {@code connect}, by start; mostly none. */
  List<ExchangeDraft> before(ExchangeDraft connect, LookupIndex.@Nullable Entry lookup) {
    List<ExchangeDraft> found = new ArrayList<>(0);
    long next = connect.ownStartNanos;
    Attempts attempts = byServerPort.getOrDefault(connect.server.port(), Attempts.NONE);
    for (int i = attempts.lastBefore(next);
        i >= 0 && next - attempts.endNanos(i) <= LONGEST_PATIENCE_NANOS;
        i--) {
      ExchangeDraft candidate = attempts.at(i);
      if (candidate.ownStartNanos < next
          && candidate.parent < 0
          && isRelated(candidate, connect, lookup)
          && isPending(candidate, next)) {
        found.addFirst(candidate);
        next = candidate.ownStartNanos;
      }
    }
    return found;
  }

  /** An attempt that nothing answered was waited for until the next one began. */
  private static boolean isPending(ExchangeDraft candidate, long nextNanos) {
    return candidate.endNanos >= nextNanos - SetUpLinker.WAITED_FOR_LOOKUP_NANOS
        || candidate.isFailed && nextNanos - candidate.endNanos <= LONGEST_PATIENCE_NANOS;
  }

  private static boolean isRelated(
      ExchangeDraft candidate, ExchangeDraft connect, LookupIndex.@Nullable Entry lookup) {
    IpAddress address = candidate.server.address();
    if (address.equals(connect.server.address())) {
      return false;
    }
    if (lookup != null) {
      return lookup.lookup().addresses().contains(address);
    }
    return address.isV4() != connect.server.address().isV4();
  }
}
