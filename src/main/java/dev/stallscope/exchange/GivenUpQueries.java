package dev.stallscope.exchange;

import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells when a client stopped waiting for the answer to its last query, which never came, and used
 * what another query had brought. Nothing in the capture ends such a wait but the connection that
 * follows; that it waited is proved by its timer, which had run out before within the lookup.
 */
final class GivenUpQueries {
  /** Resolvers wait a second or more; who asks the same sooner is another program. */
  private static final long LEAST_WAIT_NANOS = Nanos.ofMillis(200);

  /** Timers of one resolver differ by less than one part in so many. */
  private static final int TIMER_SPREAD = 20;

  private GivenUpQueries() {}

  static boolean isGivenUpAt(DnsLookup lookup, long epochNanos) {
    List<DnsAttempt> attempts = lookup.attempts();
    DnsAttempt last = attempts.getLast();
    if (last.isAnswered() || !last.name().equals(lookup.name())) {
      return false;
    }
    List<Long> begun = new ArrayList<>(List.of(last.sentNanos()));
    // Asked one after the other, both questions have one timer.
    if (attempts.size() > 1 && attempts.get(attempts.size() - 2).type() != last.type()) {
      begun.add(attempts.get(attempts.size() - 2).sentNanos());
    }
    for (DnsAttempt lost : attempts) {
      OptionalLong timer = timer(lookup, lost);
      if (timer.isPresent()
          && begun.stream()
              .anyMatch(
                  from ->
                      Math.abs(epochNanos - from - timer.getAsLong())
                          <= timer.getAsLong() / TIMER_SPREAD)) {
        return true;
      }
    }
    return false;
  }

  /** How long the client waited for an answer before it asked again. */
  private static OptionalLong timer(DnsLookup lookup, DnsAttempt lost) {
    return lost.isAnswered()
        ? OptionalLong.empty()
        : lookup.attempts().stream()
            .filter(later -> later.sentNanos() > lost.sentNanos())
            .filter(later -> later.type() == lost.type() && later.name().equals(lost.name()))
            .mapToLong(later -> later.sentNanos() - lost.sentNanos())
            .filter(nanos -> nanos >= LEAST_WAIT_NANOS)
            .findFirst();
  }
}
