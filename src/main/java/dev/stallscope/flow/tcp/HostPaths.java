package dev.stallscope.flow.tcp;

import dev.stallscope.flow.tcp.TcpConnection.RoundTrip;
import dev.stallscope.net.HostPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins what all connections from one host to another tell of their path (STALLS 0.4): where the
 * capture stood, and the least round trips on either side of it. A connection whose opening was
 * captured measured its path then; one that was joined in the middle may have samples only of
 * answers that a program took its time for, and is helped out by the others.
 */
public final class HostPaths {
  private HostPaths() {}

  /** What all connections of two hosts have in common; halves are -1 where unknown. */
  private record Path(Vantage vantage, long clientNanos, long serverNanos) {
    static Path of(List<TcpConnection> connections) {
      long client = -1;
      long server = -1;
      for (TcpConnection connection : connections) {
        client = least(client, connection.roundTrip().clientMinNanos());
        server = least(server, connection.roundTrip().serverMinNanos());
      }
      return new Path(VantageFinder.refine(connections), client, server);
    }
  }

  /**
   * The connections with what others of the same hosts tell of them.
   *
   * @param connections by id
   * @return by id
   */
  public static List<TcpConnection> refine(List<TcpConnection> connections) {
    Map<HostPair, List<TcpConnection>> byHosts = new HashMap<>();
    for (TcpConnection connection : connections) {
      byHosts
          .computeIfAbsent(
              HostPair.of(connection.client(), connection.server()), _ -> new ArrayList<>())
          .add(connection);
    }
    Map<HostPair, Path> paths = new HashMap<>();
    byHosts.forEach((hosts, own) -> paths.put(hosts, Path.of(own)));
    List<TcpConnection> refined = new ArrayList<>(connections.size());
    for (TcpConnection connection : connections) {
      Path path = paths.get(HostPair.of(connection.client(), connection.server()));
      refined.add(path == null ? connection : refined(connection, path));
    }
    return List.copyOf(refined);
  }

  private static TcpConnection refined(TcpConnection connection, Path path) {
    RoundTrip own = connection.roundTrip();
    boolean isMeasured = own.handshakeNanos() >= 0;
    long client =
        isMeasured && own.clientMinNanos() >= 0 ? own.clientMinNanos() : path.clientNanos();
    long server =
        isMeasured && own.serverMinNanos() >= 0 ? own.serverMinNanos() : path.serverNanos();
    return connection.refined(own.withHalves(client, server), path.vantage());
  }

  private static long least(long a, long b) {
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }
}
