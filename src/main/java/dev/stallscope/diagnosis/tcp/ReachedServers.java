package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.net.IpAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which servers answered when, for connections that found no answer. Whether another was reached is
 * told by counting, since a time may hold any number of connections to the same.
 */
final class ReachedServers {
  private static final Starts NONE = new Starts();

  /** Of the other family only that there was one matters. */
  private final Map<Client, Starts> all = new HashMap<>();

  private final Map<Pair, Starts> byServer = new HashMap<>();

  private ReachedServers() {}

  /** A host at a port, or all hosts of a family, whose address is then that of no host. */
  private record Client(int port, IpAddress address) {
    static Client anyOf(int port, boolean isV4) {
      return new Client(port, new IpAddress(0, 0, isV4));
    }
  }

  private record Pair(Client client, IpAddress server) {}

  /** How many connections had begun by when. */
  private static final class Starts {
    private final NavigableMap<Long, Integer> begun = new TreeMap<>();

    /** Times must not go back. */
    void add(long nanos) {
      begun.put(nanos, count(begun.lastEntry()) + 1);
    }

    int within(long fromNanos, long toNanos) {
      return count(begun.floorEntry(toNanos)) - count(begun.lowerEntry(fromNanos));
    }

    private static int count(@Nullable Entry<Long, Integer> entry) {
      return entry == null ? 0 : entry.getValue();
    }
  }

  static ReachedServers of(RuleContext context) {
    ReachedServers reached = new ReachedServers();
    context.measurements().connections().stream()
        .filter(connection -> connection.handshake().outcome() == Outcome.ESTABLISHED)
        .sorted(Comparator.comparingLong(TcpConnection::startNanos))
        .forEach(
            connection -> {
              int port = connection.server().port();
              IpAddress client = connection.client().address();
              reached.add(new Client(port, client), connection);
              reached.add(Client.anyOf(port, client.isV4()), connection);
            });
    return reached;
  }

  private void add(Client client, TcpConnection connection) {
    Pair pair = new Pair(client, connection.server().address());
    all.computeIfAbsent(client, _ -> new Starts()).add(connection.startNanos());
    byServer.computeIfAbsent(pair, _ -> new Starts()).add(connection.startNanos());
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
    long from = failed.startNanos() - withinNanos;
    long to = failed.startNanos() + withinNanos;
    Starts same = byServer.getOrDefault(new Pair(client, failed.server().address()), NONE);
    return all.getOrDefault(client, NONE).within(from, to) > same.within(from, to);
  }
}
