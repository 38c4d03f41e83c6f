package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which servers answered when, for connections that found no answer. */
final class ReachedServers {
  /** By port and client, then by start; of the other family only that there was one matters. */
  private final Map<Client, NavigableMap<Long, List<IpAddress>>> servers = new HashMap<>();

  private ReachedServers() {}

  /** A host at a port, or all hosts of a family, whose address is then that of no host. */
  private record Client(int port, IpAddress address) {
    static Client anyOf(int port, boolean isV4) {
      return new Client(port, new IpAddress(0, 0, isV4));
    }
  }

  static ReachedServers of(RuleContext context) {
    ReachedServers reached = new ReachedServers();
    for (TcpConnection connection : context.measurements().connections()) {
      if (connection.handshake().outcome() == Outcome.ESTABLISHED) {
        int port = connection.server().port();
        IpAddress client = connection.client().address();
        reached.add(new Client(port, client), connection);
        reached.add(Client.anyOf(port, client.isV4()), connection);
      }
    }
    return reached;
  }

  private void add(Client client, TcpConnection connection) {
    servers
        .computeIfAbsent(client, _ -> new TreeMap<>())
        .computeIfAbsent(connection.startNanos(), _ -> new ArrayList<>(1))
        .add(connection.server().address());
  }

  /**
   * Whether its client reached another address at the same port in time. A host has one address of
   * each family: only addresses of one family tell hosts apart.
   */
  boolean hasInstead(TcpConnection failed, long withinNanos) {
    int port = failed.server().port();
    IpAddress client = failed.client().address();
    return isAround(new Client(port, client), failed, withinNanos)
        || isAround(Client.anyOf(port, !client.isV4()), failed, withinNanos);
  }

  private boolean isAround(Client client, TcpConnection failed, long withinNanos) {
    NavigableMap<Long, List<IpAddress>> byStart = servers.get(client);
    return byStart != null
        && byStart
            .subMap(
                failed.startNanos() - withinNanos, true, failed.startNanos() + withinNanos, true)
            .values()
            .stream()
            .flatMap(List::stream)
            .anyMatch(server -> !server.equals(failed.server().address()));
  }
}
