package dev.stallscope.diagnosis;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.net.HostPair;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What all connections between two hosts tell of the path that they share. */
public final class SharedPaths {
  /** Of more transfers between two hosts at once the latest begun are looked at. */
  private static final int MOST_AT_ONCE = 256;

  private final Map<HostPair, Long> shortest = new HashMap<>();
  private final Map<HostPair, List<Queue>> queues = new HashMap<>();

  private SharedPaths() {}

  /** A queue while it was filled, and how long a round trip through it took. */
  private record Queue(TimeSpan span, long roundTripNanos) {}

  /** Of all connections of a capture. */
  public static SharedPaths of(RuleContext context) {
    SharedPaths paths = new SharedPaths();
    for (TcpConnection connection : context.measurements().connections()) {
      HostPair hosts = HostPair.of(connection.client(), connection.server());
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
                        .add(
                            new Queue(
                                new TimeSpan(queue.startNanos(), queue.endNanos()),
                                queue.loadedNanos())));
      }
    }
    Comparator<Queue> byStart = Comparator.comparingLong(queue -> queue.span().startNanos());
    paths.queues.values().forEach(list -> list.sort(byStart));
    return paths;
  }

  /** The smallest round trip that any connection between the same hosts had; -1 unknown. */
  public long minNanos(TcpConnection connection) {
    return shortest.getOrDefault(HostPair.of(connection.client(), connection.server()), -1L);
  }

  /** Whether a transfer between the same hosts filled a queue on their path meanwhile. */
  public boolean isQueued(TcpConnection connection, TimeSpan span) {
    return queuesDuring(connection, span).findAny().isPresent();
  }

  /** By how much such a queue may have made the connection's own round trip longer; 0 without. */
  public long queuedNanos(TcpConnection connection, TimeSpan span) {
    long own = connection.roundTrip().isKnown() ? connection.roundTrip().minNanos() : 0;
    long queued = queuesDuring(connection, span).mapToLong(Queue::roundTripNanos).max().orElse(own);
    return Math.max(0, queued - own);
  }

  private Stream<Queue> queuesDuring(TcpConnection connection, TimeSpan span) {
    List<Queue> all =
        queues.getOrDefault(HostPair.of(connection.client(), connection.server()), List.of());
    int end = Ascending.firstAbove(all, queue -> queue.span().startNanos(), span.endNanos());
    return all.subList(Math.max(0, end - MOST_AT_ONCE), end).stream()
        .filter(queue -> span.overlaps(queue.span()));
  }
}
