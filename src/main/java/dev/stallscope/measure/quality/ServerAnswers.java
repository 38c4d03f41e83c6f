package dev.stallscope.measure.quality;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.HostPair;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.Message;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When servers answered: a request that stays unanswered while its server answers the same client
 * on another connection is not held up by the path, and an answer that comes late while others come
 * in to the same client waited for its turn.
 */
public final class ServerAnswers {
  private final List<TcpConnection> connections;
  private final List<Exchange> exchanges;
  private @Nullable Map<HostPair, NavigableMap<Long, Integer>> times;
  private @Nullable Map<IpAddress, AnswerTraffic> traffic;

  private ServerAnswers(List<TcpConnection> connections, List<Exchange> exchanges) {
    this.connections = connections;
    this.exchanges = exchanges;
  }

  /** Where nothing is known of other connections. */
  public static ServerAnswers none() {
    return new ServerAnswers(List.of(), List.of());
  }

  /**
   * The answers of a capture.
   *
   * @param connections by id
   */
  public static ServerAnswers of(List<TcpConnection> connections, List<Exchange> exchanges) {
    return new ServerAnswers(connections, exchanges);
  }

  /** Few captures need them, so they are put in order when the first asks. */
  private synchronized Map<HostPair, NavigableMap<Long, Integer>> times() {
    if (times == null) {
      times = new HashMap<>();
      for (Exchange exchange : exchanges) {
        boolean isTcp = exchange.connection() >= 0 && exchange.connection() < connections.size();
        if (isTcp && exchange.response().isPresent()) {
          times
              .computeIfAbsent(hosts(connections.get(exchange.connection())), _ -> new TreeMap<>())
              .put(exchange.response().get().span().firstNanos(), exchange.connection());
        }
      }
    }
    return times;
  }

  private static HostPair hosts(TcpConnection connection) {
    return HostPair.of(connection.client(), connection.server());
  }

  /** Whether the same two hosts had an answer on another connection in that time. */
  public boolean cameElsewhere(TcpConnection connection, long fromNanos, long toNanos) {
    return times()
        .getOrDefault(hosts(connection), new TreeMap<>())
        .subMap(fromNanos, toNanos)
        .values()
        .stream()
        .anyMatch(id -> id != connection.id());
  }

  /**
   * How much of a time passed while answers but streams came in to the connection's client on other
   * connections.
   */
  public long elsewhereNanos(TcpConnection connection, long fromNanos, long toNanos) {
    AnswerTraffic traffic = traffic().get(connection.client().address());
    return traffic == null ? 0 : traffic.besideNanos(connection.id(), fromNanos, toNanos);
  }

  private synchronized Map<IpAddress, AnswerTraffic> traffic() {
    if (traffic == null) {
      Map<IpAddress, Map<Integer, List<TimeSpan>>> all = new HashMap<>();
      for (Exchange exchange : exchanges) {
        exchange
            .response()
            .filter(_ -> !exchange.isLongLived())
            .map(Message::span)
            .filter(span -> span.lastNanos() > span.firstNanos())
            .ifPresent(
                span ->
                    all.computeIfAbsent(exchange.client().address(), _ -> new HashMap<>())
                        .computeIfAbsent(exchange.connection(), _ -> new ArrayList<>())
                        .add(new TimeSpan(span.firstNanos(), span.lastNanos())));
      }
      Map<IpAddress, AnswerTraffic> known = new HashMap<>();
      all.forEach((client, answers) -> known.put(client, AnswerTraffic.of(answers)));
      traffic = known;
    }
    return traffic;
  }
}
