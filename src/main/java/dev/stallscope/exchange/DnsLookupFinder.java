package dev.stallscope.exchange;

import dev.stallscope.exchange.DnsAttemptReader.Asked;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Joins the queries that one client sent to resolve one name (STALLS 1.6, D02 to D06): retries with
 * a new id, port or server, both address families, the search list, and the same question over TCP
 * after a truncated answer. Multicast queries and those to everybody on the link are no lookups:
 * nobody has to answer them.
 */
public final class DnsLookupFinder {
  /** Lookups of one client for names with the same first label that may still go on. */
  private static final int MAX_OPEN = 16;

  /** The limited broadcast (RFC 919). */
  private static final IpAddress EVERYBODY = IpAddress.parse("255.255.255.255");

  private final Map<Key, Deque<DnsLookupDraft>> open = new HashMap<>();
  private final List<DnsLookupDraft> drafts = new ArrayList<>();

  private DnsLookupFinder() {}

  /** The first label is what a name has in common with itself behind another search suffix. */
  private record Key(IpAddress client, String firstLabel) {}

  /**
   * The lookups by start, with no parent.
   *
   * @param exchanges any exchanges; those that are no DNS exchanges, or have no query, are passed
   *     over
   */
  public static List<DnsLookup> find(List<Exchange> exchanges) {
    DnsLookupFinder finder = new DnsLookupFinder();
    exchanges.stream()
        .filter(exchange -> exchange.kind() == ExchangeKind.DNS)
        .filter(exchange -> exchange.protocol() == AppProtocol.DNS)
        .filter(exchange -> !exchange.server().address().equals(EVERYBODY))
        .flatMap(exchange -> DnsAttemptReader.read(exchange).stream())
        .sorted(
            Comparator.<Asked>comparingLong(asked -> asked.attempt().sentNanos())
                .thenComparingInt(asked -> asked.attempt().queryPacket()))
        .forEach(finder::take);
    return finder.drafts.stream().map(DnsLookupDraft::lookup).toList();
  }

  private void take(Asked asked) {
    DnsAttempt attempt = asked.attempt();
    Key key = new Key(attempt.client().address(), firstLabel(attempt.name()));
    Deque<DnsLookupDraft> candidates = open.computeIfAbsent(key, _ -> new ArrayDeque<>());
    for (Iterator<DnsLookupDraft> latestFirst = candidates.descendingIterator();
        latestFirst.hasNext(); ) {
      DnsLookupDraft draft = latestFirst.next();
      if (draft.isContinuedBy(attempt)) {
        draft.add(asked);
        return;
      }
    }
    DnsLookupDraft draft = new DnsLookupDraft(asked);
    drafts.add(draft);
    candidates.addLast(draft);
    if (candidates.size() > MAX_OPEN) {
      candidates.removeFirst();
    }
  }

  private static String firstLabel(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
