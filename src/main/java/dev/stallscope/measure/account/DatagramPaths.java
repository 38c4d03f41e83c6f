package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The round trip to each server of datagrams: the quickest of its answers, because nothing below
 * them tells the path from the server. A resolver whose quickest answer is slow is taken to be no
 * farther away than an answer that nobody would call slow.
 */
final class DatagramPaths {
  /** From here on an answer is slow (STALLS DN04). */
  private static final long MOST_NANOS = Nanos.ofMillis(100);

  private final Map<Pair, Long> quickest = new HashMap<>();

  private record Pair(IpAddress client, Endpoint server) {}

  static DatagramPaths of(List<Exchange> exchanges) {
    DatagramPaths paths = new DatagramPaths();
    for (Exchange exchange : exchanges) {
      if (exchange.connection() < 0 && exchange.response().isPresent()) {
        paths.quickest.merge(
            new Pair(exchange.client().address(), exchange.server()),
            exchange.durationNanos(),
            Math::min);
      }
    }
    return paths;
  }

  /** The round trip, or 0 where nothing answered. */
  long roundTripNanos(IpAddress client, Endpoint server) {
    return Math.min(MOST_NANOS, quickest.getOrDefault(new Pair(client, server), 0L));
  }
}
