package dev.stallscope.measure.account;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Transport;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.TreeSet;

/**
 * The account of a whole lookup: its time is cut where a query is sent or answered, and each piece
 * belongs to what the client waited for.
 */
final class LookupAccount {
  /** A and AAAA of one lookup leave within this time (STALLS D03). */
  private static final long SIBLING_NANOS = Nanos.ofMillis(5);

  private final DatagramPaths paths;

  LookupAccount(DatagramPaths paths) {
    this.paths = paths;
  }

  List<CauseInterval> of(DnsLookup lookup) {
    IntervalCuts cuts = new IntervalCuts(lookup.span().startNanos(), lookup.span().endNanos());
    TreeSet<Long> edges = new TreeSet<>();
    for (DnsAttempt attempt : lookup.attempts()) {
      edges.add(attempt.sentNanos());
      edges.add(attempt.sentNanos() + pathNanos(attempt));
      edges.add(attempt.answerNanos());
    }
    edges.add(lookup.span().endNanos());
    for (long edge : edges.tailSet(lookup.span().startNanos(), false)) {
      if (edge > cuts.atNanos()) {
        piece(lookup, cuts, edge);
      }
    }
    return cuts.intervals();
  }

  private long pathNanos(DnsAttempt attempt) {
    return attempt.transport() == Transport.TCP
        ? 0
        : paths.roundTripNanos(attempt.client().address(), attempt.server());
  }

  private void piece(DnsLookup lookup, IntervalCuts cuts, long untilNanos) {
    long at = cuts.atNanos();
    List<DnsAttempt> begun =
        lookup.attempts().stream().filter(attempt -> attempt.sentNanos() <= at).toList();
    if (begun.isEmpty()) {
      cuts.fill(StallCause.CLIENT_THINK, untilNanos, 0.8);
      return;
    }
    List<DnsAttempt> pending =
        begun.stream()
            .filter(attempt -> !attempt.isAnsweredBy(at) && !isAskedAgain(begun, attempt))
            .toList();
    DnsAttempt shown = pending.isEmpty() ? begun.getLast() : pending.getFirst();
    cuts.fill(
        pending.isEmpty() ? between(lookup, begun.getLast()) : during(lookup, begun, pending, at),
        untilNanos,
        shown.queryPacket(),
        shown.answerPacket() >= 0 ? shown.answerPacket() : nextPacket(lookup, shown),
        0.9);
  }

  /** The packet that ended the wait for an answer that never came: the question put again. */
  private static int nextPacket(DnsLookup lookup, DnsAttempt lost) {
    return lookup.attempts().stream()
        .filter(attempt -> attempt.sentNanos() > lost.sentNanos() + SIBLING_NANOS)
        .map(DnsAttempt::queryPacket)
        .findFirst()
        .orElse(lost.queryPacket());
  }

  private static boolean isSame(DnsAttempt one, DnsAttempt other) {
    return one.type() == other.type() && one.name().equals(other.name());
  }

  private static boolean isAskedAgain(List<DnsAttempt> begun, DnsAttempt attempt) {
    return begun.stream()
        .anyMatch(later -> isSame(later, attempt) && later.sentNanos() > attempt.sentNanos());
  }

  /** A question is open. */
  private StallCause during(
      DnsLookup lookup, List<DnsAttempt> begun, List<DnsAttempt> pending, long at) {
    if (lookup.searched().contains(begun.getLast().name())) {
      return StallCause.DNS_SEARCH_EXPANSION;
    }
    if (pending.stream().anyMatch(attempt -> isFallback(begun, attempt))) {
      return StallCause.DNS_TCP_FALLBACK;
    }
    List<DnsAttempt> coming = pending.stream().filter(DnsAttempt::isAnswered).toList();
    if (coming.isEmpty()) {
      return pending.stream().allMatch(lost -> lookup.answeredFamily(lost, at).isPresent())
          ? StallCause.DNS_ADDRESS_FAMILY_RACE
          : StallCause.DNS_TIMEOUT;
    }
    if (coming.stream().allMatch(DnsAttempt::isServerTrouble)) {
      return StallCause.DNS_ERROR;
    }
    return coming.stream().allMatch(attempt -> at < attempt.sentNanos() + pathNanos(attempt))
        ? StallCause.NETWORK_ROUND_TRIP
        : StallCause.DNS_SLOW_ANSWER;
  }

  /** All questions are answered, and another follows. */
  private static StallCause between(DnsLookup lookup, DnsAttempt last) {
    if (lookup.searched().contains(last.name())) {
      return StallCause.DNS_SEARCH_EXPANSION;
    }
    if (last.isTruncated()) {
      return StallCause.DNS_TCP_FALLBACK;
    }
    return last.isServerTrouble() ? StallCause.DNS_ERROR : StallCause.CLIENT_THINK;
  }

  /** Asked over TCP because the answer did not fit. */
  private static boolean isFallback(List<DnsAttempt> begun, DnsAttempt attempt) {
    return attempt.transport() == Transport.TCP
        && begun.stream().anyMatch(other -> isSame(other, attempt) && other.isTruncated());
  }
}
