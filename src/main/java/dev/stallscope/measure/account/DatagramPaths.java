package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The round trip to each server of datagrams: the quickest of its answers, because nothing below
 * them tells the path from the server. One whose quickest answer is slow is taken to be no farther
 * away than TCP connections let it be.
 */
final class DatagramPaths {
  private final Map<Pair, Long> quickest = new HashMap<>();
  private final ResolverReach reach;

  private record Pair(IpAddress client, Endpoint server) {}

  private DatagramPaths(ResolverReach reach) {
    this.reach = reach;
  }

  static DatagramPaths of(List<Exchange> exchanges, List<TcpConnection> connections) {
    DatagramPaths paths = new DatagramPaths(ResolverReach.of(connections));
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
    return Math.min(
        reach.mostNanos(client, server.address()),
        quickest.getOrDefault(new Pair(client, server), 0L));
  }
}
