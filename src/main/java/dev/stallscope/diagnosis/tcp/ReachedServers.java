package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which servers answered when, for connections that found no answer.
 *
 * <p>Whether one of the other address family was reached is told by counting, since a time may hold
 * any number of connections to the same. Within a family most clients talk to many servers at the
 * same port, so that only one that it raced counts (RFC 8305): begun at nearly the same time, not
 * there yet when the last SYN to the silent one left, and where the names are known, of the same.
 */
final class ReachedServers {
  private static final Starts NONE = new Starts();

  /** Addresses that are raced are tried a quarter of a second apart (RFC 8305, section 8). */
  private static final long RACE_NANOS = Nanos.ofSeconds(1);

  /** Connections looked at for one that failed. */
  private static final int MOST_RIVALS = 64;

  private final Map<Client, Starts> families = new HashMap<>();
  private final Map<Client, List<TcpConnection>> all = new HashMap<>();
  private final ResolvedNames names;

  private ReachedServers(ResolvedNames names) {
    this.names = names;
  }

  /** A host at a port, or all hosts of a family, whose address is then that of no host. */
  private record Client(int port, IpAddress address) {
    static Client anyOf(int port, boolean isV4) {
      return new Client(port, new IpAddress(0, 0, isV4));
    }
  }

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
    ReachedServers reached = new ReachedServers(ResolvedNames.of(context.measurements().lookups()));
    context.measurements().connections().stream()
        .filter(connection -> connection.handshake().outcome() == Outcome.ESTABLISHED)
        .sorted(Comparator.comparingLong(TcpConnection::startNanos))
        .forEach(reached::add);
    return reached;
  }

  private void add(TcpConnection connection) {
    int port = connection.server().port();
    IpAddress client = connection.client().address();
    all.computeIfAbsent(new Client(port, client), _ -> new ArrayList<>()).add(connection);
    families
        .computeIfAbsent(Client.anyOf(port, client.isV4()), _ -> new Starts())
        .add(connection.startNanos());
  }

  /** Whether its client reached another address of the same service in time. */
  boolean hasInstead(TcpConnection failed, long withinNanos) {
    return isOtherFamilyAround(failed, withinNanos) || hasRival(failed, withinNanos);
  }

  private boolean isOtherFamilyAround(TcpConnection failed, long withinNanos) {
    boolean isOtherV4 = !failed.client().address().isV4();
    return families
            .getOrDefault(Client.anyOf(failed.server().port(), isOtherV4), NONE)
            .within(failed.startNanos() - withinNanos, failed.startNanos() + withinNanos)
        > 0;
  }

  private boolean hasRival(TcpConnection failed, long withinNanos) {
    Client client = new Client(failed.server().port(), failed.client().address());
    List<TcpConnection> others = all.getOrDefault(client, List.of());
    int from =
        Ascending.firstAbove(
            others, TcpConnection::startNanos, failed.startNanos() - withinNanos - 1);
    for (int i = from; i < Math.min(others.size(), from + MOST_RIVALS); i++) {
      TcpConnection other = others.get(i);
      if (other.startNanos() > failed.startNanos() + withinNanos) {
        return false;
      }
      if (isRival(failed, other)) {
        return true;
      }
    }
    return false;
  }

  private boolean isRival(TcpConnection failed, TcpConnection other) {
    IpAddress silent = failed.server().address();
    IpAddress reached = other.server().address();
    boolean isNamed = names.isKnown(silent) || names.isKnown(reached);
    return !silent.equals(reached)
        && (!isNamed || names.isShared(silent, reached))
        && Math.abs(other.startNanos() - failed.startNanos()) <= RACE_NANOS
        && other.handshake().establishedNanos() >= failed.endNanos();
  }
}
