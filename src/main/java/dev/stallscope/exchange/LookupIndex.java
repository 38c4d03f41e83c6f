package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the lookup that gave a client the address it connects to (STALLS 5.1). */
final class LookupIndex {
  /** A client may use an answer at least this long, whatever its TTL. */
  private static final long MIN_LIFETIME_SECONDS = 60;

  /** Lookups looked at before giving up: enough for many clients that resolve the same name. */
  private static final int MAX_STEPS = 64;

  private final Map<IpAddress, List<Entry>> byAddress = new HashMap<>();

  LookupIndex(List<DnsLookup> lookups) {
    for (int i = 0; i < lookups.size(); i++) {
      for (IpAddress address : lookups.get(i).addresses()) {
        byAddress
            .computeIfAbsent(address, _ -> new ArrayList<>())
            .add(new Entry(i, lookups.get(i)));
      }
    }
    byAddress
        .values()
        .forEach(entries -> entries.sort(Comparator.comparingLong(Entry::startNanos)));
  }

  /** The latest lookup before a connection that holds its server's address, while it was valid. */
  @Nullable Entry latest(ExchangeDraft connect) {
    List<Entry> entries = byAddress.getOrDefault(connect.server.address(), List.of());
    int last = Ascending.firstAbove(entries, Entry::startNanos, connect.ownStartNanos) - 1;
    for (int i = last; i >= Math.max(0, last - MAX_STEPS); i--) {
      Entry entry = entries.get(i);
      if (isSameHost(entry.lookup().client(), connect.client.address())) {
        return isValid(entry.lookup(), connect.ownStartNanos) ? entry : null;
      }
    }
    return null;
  }

  /** A host may ask over IPv4, or its own stub resolver, and connect over IPv6. */
  private static boolean isSameHost(IpAddress resolving, IpAddress connecting) {
    return resolving.equals(connecting)
        || resolving.isV4() != connecting.isV4()
        || resolving.isLoopback();
  }

  private static boolean isValid(DnsLookup lookup, long epochNanos) {
    long ageNanos = epochNanos - lookup.span().endNanos();
    return ageNanos / Nanos.PER_SECOND <= Math.max(lookup.ttlSeconds(), MIN_LIFETIME_SECONDS);
  }

  /**
   * A lookup with its place in the list.
   *
   * @param index in the list of lookups
   */
  record Entry(int index, DnsLookup lookup) {
    long startNanos() {
      return lookup.span().startNanos();
    }
  }
}
