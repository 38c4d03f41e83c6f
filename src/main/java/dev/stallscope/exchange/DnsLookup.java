package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client did to resolve one name: all its queries, with retries, both address families and
 * the search list.
 *
 * @param name the name that was finally asked for, lower case, without the final dot
 * @param queries ids of the DNS exchanges, by start
 * @param attempts every query as it was sent, by time
 * @param span first query to the last answer; to the last query where that went unanswered, or
 *     until the client gave up waiting for its answer and connected with what it had
 * @param addresses what was found; may be empty
 * @param ttlSeconds smallest TTL of the answers, -1 without an answer
 * @param rcode of the answers to {@code name}: 0 where one of them succeeded, -1 without an answer
 * @param searched names that were asked before and do not exist
 * @param parent id of the exchange that waited for it, or -1
 */
public record DnsLookup(
    IpAddress client,
    String name,
    List<Integer> queries,
    List<DnsAttempt> attempts,
    TimeSpan span,
    List<IpAddress> addresses,
    long ttlSeconds,
    int rcode,
    List<String> searched,
    int parent) {
  /** A and AAAA of one lookup leave within this time (STALLS D03). */
  private static final long SIBLING_NANOS = Nanos.ofMillis(5);

  public DnsLookup {
    queries = List.copyOf(queries);
    attempts = List.copyOf(attempts);
    addresses = List.copyOf(addresses);
    searched = List.copyOf(searched);
  }

  public DnsLookup withParent(int exchange) {
    return new DnsLookup(
        client, name, queries, attempts, span, addresses, ttlSeconds, rcode, searched, exchange);
  }

  DnsLookup givenUpAt(long epochNanos) {
    return new DnsLookup(
        client,
        name,
        queries,
        attempts,
        new TimeSpan(span.startNanos(), epochNanos),
        addresses,
        ttlSeconds,
        rcode,
        searched,
        parent);
  }

  /** Whether it ended with the client's patience, and neither with an answer nor with a query. */
  public boolean isGivenUp() {
    return !attempts.isEmpty()
        && attempts.stream()
            .allMatch(
                attempt -> Math.max(attempt.sentNanos(), attempt.answerNanos()) < span.endNanos());
  }

  /** The queries for the final name and one type, by time. */
  public List<DnsAttempt> attempts(int type) {
    return attempts.stream()
        .filter(attempt -> attempt.type() == type && attempt.name().equals(name))
        .toList();
  }

  /** When the first answer for the final name and a type came, empty where none came. */
  public OptionalLong answerNanos(int type) {
    return attempts(type).stream()
        .filter(DnsAttempt::isAnswered)
        .mapToLong(DnsAttempt::answerNanos)
        .min();
  }

  /**
   * Whether a resolver answers for one address family and never for that of a lost query: the
   * client waited in vain twice or more.
   */
  public boolean isSilentFor(DnsAttempt lost) {
    List<DnsAttempt> asked =
        attempts.stream()
            .filter(other -> other.type() == lost.type() && other.name().equals(lost.name()))
            .toList();
    int waits = isGivenUp() ? asked.size() : asked.size() - 1;
    return waits > 1
        && asked.stream().noneMatch(DnsAttempt::isAnswered)
        && otherFamily(lost, span.endNanos()).isPresent();
  }

  /**
   * The query for the other address family that had brought an address by then while one was lost:
   * both left at the same time, or the family of the lost one is never answered.
   */
  public Optional<DnsAttempt> answeredFamily(DnsAttempt lost, long epochNanos) {
    if (isSilentFor(lost)) {
      return otherFamily(lost, epochNanos);
    }
    return attempts.stream()
        .filter(other -> other.isOtherFamily(lost) && other.name().equals(lost.name()))
        .filter(other -> Math.abs(other.sentNanos() - lost.sentNanos()) <= SIBLING_NANOS)
        .filter(other -> other.isAnsweredBy(epochNanos) && !other.isNegative())
        .findFirst();
  }

  /** The first answer with an address of the other family than a query's, if it came by then. */
  private Optional<DnsAttempt> otherFamily(DnsAttempt query, long epochNanos) {
    return attempts.stream()
        .filter(other -> other.name().equals(query.name()) && other.isOtherFamily(query))
        .filter(other -> other.isAnsweredBy(epochNanos) && !other.isNegative())
        .min(Comparator.comparingLong(DnsAttempt::answerNanos));
  }

  /**
   * Whether a client may have waited for the answer to a query: for the parameters of a service
   * (RFC 9460) none does that has an address already, and nobody for what is only browsed.
   */
  public boolean isWaitedFor(DnsAttempt query, long epochNanos) {
    return !query.isBrowsing()
        && (query.type() != DnsType.HTTPS
            || attempts.stream()
                .noneMatch(
                    other -> other.name().equals(query.name()) && other.isAddressBy(epochNanos)));
  }

  /** Whether any query of the lookup was answered. */
  public boolean isAnswered() {
    return attempts.stream().anyMatch(DnsAttempt::isAnswered);
  }

  /** Whether a truncated answer was asked for again over TCP. */
  public boolean fellBackToTcp() {
    return attempts.stream()
        .anyMatch(
            attempt ->
                attempt.isRetry()
                    && attempt.transport() == Transport.TCP
                    && attempts.stream().anyMatch(DnsAttempt::isTruncated));
  }

  /** CNAMEs between the name asked and the name that has the address, over all answers. */
  public int aliases() {
    return attempts.stream().mapToInt(DnsAttempt::aliases).max().orElse(0);
  }

  public boolean isFailed() {
    return rcode != DnsRcode.NOERROR;
  }

  /**
   * When the answers were there that a client can have waited for which began to connect at {@code
   * connectNanos}: a client that races both families (RFC 8305) does not wait for the slower one.
   */
  public long readyNanos(long connectNanos) {
    return attempts.stream()
        .filter(attempt -> attempt.name().equals(name) && attempt.isAnsweredBy(connectNanos))
        .mapToLong(DnsAttempt::answerNanos)
        .max()
        .orElse(span.endNanos());
  }
}
