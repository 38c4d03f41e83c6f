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
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which servers answered when, for connections that found no answer.
 *
 * <p>Of the other address family any is taken for the same service. Within a family most clients
 * talk to many servers at the same port, so that only one that it raced counts (RFC 8305): begun at
 * nearly the same time, not there yet when the last SYN to the silent one left, and where the names
 * are known, of the same.
 */
final class ReachedServers {
  /** Addresses that are raced are tried a quarter of a second apart (RFC 8305, section 8). */
  private static final long RACE_NANOS = Nanos.ofSeconds(1);

  /** Connections looked at for one that failed. */
  private static final int MOST_RIVALS = 64;

  /** When connections to any server of an address family began. */
  private final Map<Client, NavigableSet<Long>> families = new HashMap<>();

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
        .computeIfAbsent(Client.anyOf(port, client.isV4()), _ -> new TreeSet<>())
        .add(connection.startNanos());
  }

  /** Whether its client reached another address of the same service in time. */
  boolean hasInstead(TcpConnection failed, long withinNanos) {
    return isOtherFamilyAround(failed, withinNanos) || hasRival(failed, withinNanos);
  }

  private boolean isOtherFamilyAround(TcpConnection failed, long withinNanos) {
    Client others = Client.anyOf(failed.server().port(), !failed.client().address().isV4());
    NavigableSet<Long> begun = families.get(others);
    Long next = begun == null ? null : begun.ceiling(failed.startNanos() - withinNanos);
    return next != null && next <= failed.startNanos() + withinNanos;
  }

  private boolean hasRival(TcpConnection failed, long withinNanos) {
    Client client = new Client(failed.server().port(), failed.client().address());
    List<TcpConnection> others = all.getOrDefault(client, List.of());
    long apart = Math.min(withinNanos, RACE_NANOS);
    int from =
        Ascending.firstAbove(others, TcpConnection::startNanos, failed.startNanos() - apart - 1);
    for (int i = from; i < Math.min(others.size(), from + MOST_RIVALS); i++) {
      TcpConnection other = others.get(i);
      if (other.startNanos() > failed.startNanos() + apart) {
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
        && other.handshake().establishedNanos() >= failed.endNanos();
  }
}
