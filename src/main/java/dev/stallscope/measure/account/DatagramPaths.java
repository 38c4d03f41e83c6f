package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The round trip to each server of datagrams: the quickest of its answers, because nothing below
 * them tells the path from the server.
 */
final class DatagramPaths {
  private final Map<Pair, Long> quickest = new HashMap<>();

  private record Pair(IpAddress client, Endpoint server) {}

  static DatagramPaths of(List<Exchange> exchanges) {
    DatagramPaths paths = new DatagramPaths();
    for (Exchange exchange : exchanges) {
      if (exchange.connection() < 0 && exchange.response().isPresent()) {
        paths.quickest.merge(pair(exchange), exchange.durationNanos(), Math::min);
      }
    }
    return paths;
  }

  private static Pair pair(Exchange exchange) {
    return new Pair(exchange.client().address(), exchange.server());
  }

  /** The round trip, or 0 where nothing answered. */
  long roundTripNanos(Exchange exchange) {
    return quickest.getOrDefault(pair(exchange), 0L);
  }

  /** Whether another answer of the server shows what the path takes. */
  boolean isKnown(Exchange exchange) {
    return exchange.kind() == ExchangeKind.DNS && quickest.containsKey(pair(exchange));
  }
}
