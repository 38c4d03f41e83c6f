package dev.stallscope.measure.account;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a server of datagrams may be: its answers alone do not tell the path from its work, but
 * TCP connections to the same host do, and those to others show what the client's own link takes at
 * least.
 */
public final class ResolverReach {
  /** From here on an answer is slow (STALLS DN04): no resolver is taken to be farther away. */
  public static final long SLOW_NANOS = Nanos.ofMillis(100);

  private final Map<Pair, Long> hosts = new HashMap<>();
  private final Map<IpAddress, Long> clients = new HashMap<>();

  private record Pair(IpAddress client, IpAddress server) {}

  private ResolverReach() {}

  /** What the connections of a capture show. */
  public static ResolverReach of(List<TcpConnection> connections) {
    ResolverReach reach = new ResolverReach();
    for (TcpConnection connection : connections) {
      PathTimes path = PathTimes.of(connection);
      if (path.isKnown()) {
        IpAddress client = connection.client().address();
        long nanos = Math.max(path.serverNanos(), connectNanos(connection.handshake()));
        reach.clients.merge(client, nanos, Math::min);
        reach.hosts.merge(new Pair(client, connection.server().address()), nanos, Math::min);
      }
    }
    return reach;
  }

  /** Whoever acknowledges data in a server's name passes the handshake on. */
  private static long connectNanos(Handshake handshake) {
    return handshake.synCount() == 1 && handshake.synAckNanos() >= 0
        ? handshake.synAckNanos() - handshake.synNanos()
        : 0;
  }

  /** The longest round trip from the capture point to the server that is believed, nanoseconds. */
  public long mostNanos(IpAddress client, IpAddress server) {
    Long known = hosts.get(new Pair(client, server));
    return known != null ? known : Math.max(SLOW_NANOS, clients.getOrDefault(client, 0L));
  }
}
