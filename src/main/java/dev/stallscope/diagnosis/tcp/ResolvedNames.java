package dev.stallscope.diagnosis.tcp;

import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.net.IpAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which names the lookups of a capture gave to an address. */
final class ResolvedNames {
  private final Map<IpAddress, Set<String>> byAddress = new HashMap<>();

  private ResolvedNames() {}

  static ResolvedNames of(List<DnsLookup> lookups) {
    ResolvedNames names = new ResolvedNames();
    for (DnsLookup lookup : lookups) {
      for (IpAddress address : lookup.addresses()) {
        names.byAddress.computeIfAbsent(address, _ -> new HashSet<>()).add(lookup.name());
      }
    }
    return names;
  }

  boolean isKnown(IpAddress address) {
    return byAddress.containsKey(address);
  }

  /** Whether one name has both addresses. */
  boolean isShared(IpAddress one, IpAddress other) {
    return !Collections.disjoint(
        byAddress.getOrDefault(one, Set.of()), byAddress.getOrDefault(other, Set.of()));
  }
}
