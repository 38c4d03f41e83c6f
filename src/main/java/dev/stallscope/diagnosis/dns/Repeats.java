package dev.stallscope.diagnosis.dns;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** Queries that a client sent again because no answer came. */
final class Repeats {
  /** Resolvers wait a second or more; who asks the same sooner is another program. */
  private static final long LEAST_WAIT_NANOS = Nanos.ofMillis(200);

  /** A and AAAA of one lookup leave within this time (STALLS D03). */
  private static final long SIBLING_NANOS = Nanos.ofMillis(5);

  private Repeats() {}

  /** The query that was sent in place of one that went unanswered. */
  static Optional<DnsAttempt> after(DnsLookup lookup, DnsAttempt lost) {
    if (lost.isAnswered()) {
      return Optional.empty();
    }
    return lookup.attempts().stream()
        .filter(later -> later.sentNanos() > lost.sentNanos())
        .filter(later -> later.type() == lost.type() && later.name().equals(lost.name()))
        .findFirst()
        .filter(later -> later.sentNanos() - lost.sentNanos() >= LEAST_WAIT_NANOS);
  }

  /** The query for the other address family that left at the same time and was answered. */
  static Optional<DnsAttempt> answeredSibling(
      DnsLookup lookup, DnsAttempt lost, DnsAttempt repeat) {
    return lookup.attempts().stream()
        .filter(other -> other.type() != lost.type() && other.name().equals(lost.name()))
        .filter(other -> Math.abs(other.sentNanos() - lost.sentNanos()) <= SIBLING_NANOS)
        .filter(other -> other.isAnsweredBy(repeat.sentNanos()))
        .findFirst();
  }
}
