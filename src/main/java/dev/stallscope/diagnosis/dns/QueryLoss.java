package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.Optional;

/**
 * Time of a lookup that one query cost.
 *
 * @param attempt the query that shows it
 * @param span the time lost; may be empty
 * @param endPacket index of the packet that ended it, or -1
 */
record QueryLoss(DnsLookup lookup, DnsAttempt attempt, TimeSpan span, int endPacket) {
  /** Two resolvers on one host are one to a person. */
  record Resolver(IpAddress client, IpAddress server) {}

  Resolver resolver() {
    return new Resolver(lookup.client(), attempt.server().address());
  }

  /** The query for the other address family that was answered meanwhile. */
  Optional<DnsAttempt> answeredFamily() {
    return lookup.answeredFamily(attempt, span.endNanos());
  }

  /** The same without what passed before. */
  QueryLoss since(long epochNanos) {
    long start = Math.clamp(epochNanos, span.startNanos(), span.endNanos());
    return new QueryLoss(lookup, attempt, new TimeSpan(start, span.endNanos()), endPacket);
  }

  /** Charged to the request that waited; to no exchange where none is known to have waited. */
  TimeClaim claim() {
    return new TimeClaim(lookup.parent(), -1, span, span.durationNanos());
  }
}
