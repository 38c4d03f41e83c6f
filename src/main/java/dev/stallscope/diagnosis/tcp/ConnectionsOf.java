package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections of a capture by who has part in them, for rules that ask once for each finding.
 *
 * @param byClient ids, also of those over datagrams
 * @param byServer those of TCP, by id
 */
record ConnectionsOf(
    Map<IpAddress, Set<Integer>> byClient, Map<Endpoint, List<TcpConnection>> byServer) {

  /** The ids of all that a host opened. */
  static Set<Integer> client(RuleContext context, IpAddress client) {
    return of(context).byClient.getOrDefault(client, Set.of());
  }

  /** Those of TCP to a server, by id. */
  static List<TcpConnection> server(RuleContext context, Endpoint server) {
    return of(context).byServer.getOrDefault(server, List.of());
  }

  private static ConnectionsOf of(RuleContext context) {
    return context.computed(ConnectionsOf.class, all -> index(all.measurements()));
  }

  private static ConnectionsOf index(Measurements measured) {
    Map<IpAddress, Set<Integer>> byClient = new HashMap<>();
    for (int id = 0; id < measured.connectionCount(); id++) {
      byClient.computeIfAbsent(measured.client(id).address(), _ -> new HashSet<>()).add(id);
    }
    Map<Endpoint, List<TcpConnection>> byServer = new HashMap<>();
    for (TcpConnection connection : measured.connections()) {
      byServer.computeIfAbsent(connection.server(), _ -> new ArrayList<>(1)).add(connection);
    }
    return new ConnectionsOf(byClient, byServer);
  }
}
