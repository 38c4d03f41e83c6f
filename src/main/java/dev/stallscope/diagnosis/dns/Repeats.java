package dev.stallscope.diagnosis.dns;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Optional;

/** Queries that a client sent again because no answer came. */
final class Repeats {
  /** Resolvers wait a second or more; who asks the same sooner is another program. */
  private static final long LEAST_WAIT_NANOS = Nanos.ofMillis(200);

  private Repeats() {}

  /** What a client waited for an answer that never came, until it asked again or gave up. */
  static Optional<QueryLoss> wait(DnsLookup lookup, DnsAttempt lost) {
    return inVain(lookup, lost).filter(wait -> lookup.isWaitedFor(lost, wait.span().endNanos()));
  }

  private static Optional<QueryLoss> inVain(DnsLookup lookup, DnsAttempt lost) {
    if (lookup.isGivenUp() && lost.equals(lookup.attempts().getLast())) {
      long end = lookup.span().endNanos();
      return Optional.of(
          new QueryLoss(lookup, lost, new TimeSpan(lost.sentNanos(), end), lost.queryPacket()));
    }
    return after(lookup, lost)
        .map(
            repeat ->
                new QueryLoss(
                    lookup,
                    lost,
                    new TimeSpan(lost.sentNanos(), repeat.sentNanos()),
                    repeat.queryPacket()));
  }

  /** The query that was sent in place of one that went unanswered. */
  private static Optional<DnsAttempt> after(DnsLookup lookup, DnsAttempt lost) {
    if (lost.isAnswered()) {
      return Optional.empty();
    }
    return lookup.attempts().stream()
        .filter(later -> later.sentNanos() > lost.sentNanos())
        .filter(later -> later.type() == lost.type() && later.name().equals(lost.name()))
        .findFirst()
        .filter(later -> later.sentNanos() - lost.sentNanos() >= LEAST_WAIT_NANOS);
  }
}
