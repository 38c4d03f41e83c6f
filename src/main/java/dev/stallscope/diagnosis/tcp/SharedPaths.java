package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all connections between two hosts tell of the path that they share. */
final class SharedPaths {
  private final Map<Hosts, Long> shortest = new HashMap<>();
  private final Map<Hosts, List<TimeSpan>> queues = new HashMap<>();

  private SharedPaths() {}

  private record Hosts(IpAddress client, IpAddress server) {
    static Hosts of(TcpConnection connection) {
      return new Hosts(connection.client().address(), connection.server().address());
    }
  }

  static SharedPaths of(RuleContext context) {
    SharedPaths paths = new SharedPaths();
    for (TcpConnection connection : context.measurements().connections()) {
      Hosts hosts = Hosts.of(connection);
      if (connection.roundTrip().isKnown()) {
        paths.shortest.merge(hosts, connection.roundTrip().minNanos(), Math::min);
      }
      ConnectionFacts facts = context.facts(connection.id());
      for (DirectionFacts direction : List.of(facts.toServer(), facts.toClient())) {
        direction
            .queueing()
            .ifPresent(
                queue ->
                    paths
                        .queues
                        .computeIfAbsent(hosts, _ -> new ArrayList<>())
                        .add(new TimeSpan(queue.startNanos(), queue.endNanos())));
      }
    }
    return paths;
  }

  /** The smallest round trip that any connection between the same hosts had; -1 unknown. */
  long minNanos(TcpConnection connection) {
    return shortest.getOrDefault(Hosts.of(connection), -1L);
  }

  /** Whether a transfer between the same hosts filled a queue on their path meanwhile. */
  boolean isQueued(TcpConnection connection, TimeSpan span) {
    return queues.getOrDefault(Hosts.of(connection), List.of()).stream().anyMatch(span::overlaps);
  }
}
