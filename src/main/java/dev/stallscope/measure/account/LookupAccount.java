package dev.stallscope.measure.account;

import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The account of a whole lookup: its time is cut where a query begins or ends, and each piece
 * belongs to the most telling of the queries that were open.
 */
final class LookupAccount {
  private final List<Exchange> exchanges;
  private final DatagramPaths paths;

  LookupAccount(List<Exchange> exchanges, DatagramPaths paths) {
    this.exchanges = exchanges;
    this.paths = paths;
  }

  List<CauseInterval> of(DnsLookup lookup) {
    List<Exchange> queries =
        lookup.queries().stream()
            .map(exchanges::get)
            .sorted(Comparator.comparingLong(query -> query.span().startNanos()))
            .toList();
    IntervalCuts cuts = new IntervalCuts(lookup.span().startNanos(), lookup.span().endNanos());
    TreeSet<Long> edges = new TreeSet<>();
    for (Exchange query : queries) {
      edges.add(query.span().startNanos());
      edges.add(query.span().endNanos());
      edges.add(query.span().startNanos() + paths.roundTripNanos(query));
    }
    edges.add(lookup.span().endNanos());
    for (long edge : edges.tailSet(lookup.span().startNanos(), false)) {
      piece(lookup, queries, cuts, Math.min(edge, lookup.span().endNanos()));
    }
    return cuts.intervals();
  }

  private void piece(DnsLookup lookup, List<Exchange> queries, IntervalCuts cuts, long until) {
    if (until <= cuts.atNanos()) {
      return;
    }
    long at = cuts.atNanos();
    List<Exchange> open = new ArrayList<>();
    Optional<Exchange> before = Optional.empty();
    for (Exchange query : queries) {
      boolean begun = query.span().startNanos() <= at;
      boolean ended =
          query.response().isPresent() && query.span().endNanos() <= at
              || isAskedAgain(queries, query, at);
      if (begun && !ended) {
        open.add(query);
      } else if (begun) {
        before = Optional.of(query);
      }
    }
    Optional<Exchange> owner = open.stream().findFirst().or(() -> before(queries, at));
    StallCause cause = open.isEmpty() ? between(lookup, before) : during(lookup, queries, open, at);
    cuts.fill(
        cause,
        until,
        owner.map(Exchange::firstPacket).orElse(-1),
        owner.map(Exchange::lastPacket).orElse(-1),
        0.85);
  }

  private static Optional<Exchange> before(List<Exchange> queries, long at) {
    return queries.stream()
        .filter(query -> query.span().startNanos() <= at)
        .reduce((first, second) -> second);
  }

  /** Whether the same question was put once more by now. */
  private static boolean isAskedAgain(List<Exchange> queries, Exchange query, long at) {
    return queries.stream()
        .anyMatch(
            other ->
                other.id() != query.id()
                    && other.label().equals(query.label())
                    && other.span().startNanos() > query.span().startNanos()
                    && other.span().startNanos() <= at);
  }

  private StallCause during(
      DnsLookup lookup, List<Exchange> queries, List<Exchange> open, long at) {
    if (isSearched(lookup, open)) {
      return StallCause.DNS_SEARCH_EXPANSION;
    }
    if (open.stream().anyMatch(query -> query.connection() >= 0)) {
      return StallCause.DNS_TCP_FALLBACK;
    }
    List<Exchange> unanswered = open.stream().filter(query -> query.response().isEmpty()).toList();
    if (unanswered.size() == open.size()) {
      return hasAnsweredSibling(queries, unanswered, at)
          ? StallCause.DNS_ADDRESS_FAMILY_RACE
          : StallCause.DNS_TIMEOUT;
    }
    boolean isOnItsWay =
        open.stream()
            .filter(query -> query.response().isPresent())
            .allMatch(query -> at < query.span().startNanos() + paths.roundTripNanos(query));
    return isOnItsWay ? StallCause.NETWORK_ROUND_TRIP : StallCause.DNS_SLOW_ANSWER;
  }

  private static StallCause between(DnsLookup lookup, Optional<Exchange> before) {
    if (before.isPresent() && before.get().response().isEmpty()) {
      return StallCause.DNS_TIMEOUT;
    }
    if (before.isPresent() && isSearched(lookup, List.of(before.get()))) {
      return StallCause.DNS_SEARCH_EXPANSION;
    }
    return before.map(Exchange::isFailed).orElse(false)
        ? StallCause.DNS_ERROR
        : StallCause.CLIENT_THINK;
  }

  private static boolean isSearched(DnsLookup lookup, List<Exchange> open) {
    return !lookup.searched().isEmpty()
        && open.stream()
            .allMatch(
                query ->
                    lookup.searched().stream()
                        .anyMatch(name -> query.label().endsWith(" " + name)));
  }

  /** The other address family, asked at the same time from the same socket, was answered. */
  private static boolean hasAnsweredSibling(
      List<Exchange> queries, List<Exchange> unanswered, long at) {
    return unanswered.stream()
        .allMatch(
            lost ->
                queries.stream()
                    .anyMatch(
                        other ->
                            other.response().isPresent()
                                && !other.label().equals(lost.label())
                                && other.span().endNanos() <= at
                                && Math.abs(other.span().startNanos() - lost.span().startNanos())
                                    <= SIBLING_NANOS));
  }

  /** A and AAAA of one lookup leave within this time (STALLS D03). */
  private static final long SIBLING_NANOS = 5_000_000L;
}
