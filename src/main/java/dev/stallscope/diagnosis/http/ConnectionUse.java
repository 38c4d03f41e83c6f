package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.tls.EncryptedTurn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection with the requests that it carried, where each of them can be told apart.
 *
 * @param requests by start, never empty
 * @param idleNanos when the last of them had ended
 */
record ConnectionUse(TcpConnection connection, List<Exchange> requests, long idleNanos) {
  /** Clients use a connection again for the same name only, whatever its address. */
  private record Peers(IpAddress client, Endpoint server, String name) {}

  /**
   * The opened connections of a capture by client and server, each list by start. Connections that
   * carry streams, or several requests at once, are left out: they cannot be shared, or not be
   * counted.
   */
  static Collection<List<ConnectionUse>> byPeers(RuleContext context) {
    Map<Integer, List<Exchange>> requests = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST
          && context.measurements().isTcp(exchange.connection())) {
        requests.computeIfAbsent(exchange.connection(), id -> new ArrayList<>(2)).add(exchange);
      }
    }
    Map<Peers, List<ConnectionUse>> byPeers = new LinkedHashMap<>();
    requests.forEach(
        (id, list) -> {
          TcpConnection connection = context.connection(id);
          if (connection.handshake().outcome() == Outcome.ESTABLISHED
              && list.stream().allMatch(ConnectionUse::isCountable)) {
            long end = list.stream().mapToLong(e -> e.span().endNanos()).max().orElseThrow();
            byPeers
                .computeIfAbsent(
                    new Peers(
                        connection.client().address(),
                        connection.server(),
                        serverName(list.getFirst())),
                    peers -> new ArrayList<>())
                .add(new ConnectionUse(connection, List.copyOf(list), end));
          }
        });
    byPeers.values().forEach(uses -> uses.sort(Comparator.comparingLong(ConnectionUse::openNanos)));
    return byPeers.values();
  }

  private static boolean isCountable(Exchange exchange) {
    return !exchange.isLongLived()
        && (exchange.protocol() == AppProtocol.HTTP1 || exchange.protocol() == AppProtocol.TLS);
  }

  /** As the client called the server, empty where that is not to be seen. */
  static String serverName(Exchange exchange) {
    return exchange
        .request()
        .flatMap(
            message ->
                switch (message.content()) {
                  case HttpRequest request -> request.host();
                  case EncryptedTurn turn -> turn.serverName();
                  default -> Optional.empty();
                })
        .orElse("");
  }

  /** How many requests each of some connections carried, in the median; never of none. */
  static int medianRequests(List<ConnectionUse> uses) {
    return uses.stream().map(use -> use.requests.size()).sorted().toList().get(uses.size() / 2);
  }

  /**
   * The connections that were opened soon after one of the closed had ended; each closed one is
   * missed once.
   *
   * @param uses by start
   */
  static List<ConnectionUse> reopened(
      List<ConnectionUse> uses, List<ConnectionUse> closed, long withinNanos) {
    List<ConnectionUse> missed = new ArrayList<>(closed);
    List<ConnectionUse> reopened = new ArrayList<>();
    for (ConnectionUse use : uses) {
      for (Iterator<ConnectionUse> former = missed.iterator(); former.hasNext(); ) {
        long since = use.openNanos() - former.next().closedNanos();
        if (since >= 0 && since <= withinNanos) {
          reopened.add(use);
          former.remove();
          break;
        }
      }
    }
    return reopened;
  }

  int id() {
    return connection.id();
  }

  long openNanos() {
    return connection.startNanos();
  }

  /** When it was closed; never where that was not seen. */
  long closedNanos() {
    Closing closing = connection.closing();
    long fin = closing.finNanos() >= 0 ? closing.finNanos() : Long.MAX_VALUE;
    long reset = closing.resetNanos() >= 0 ? closing.resetNanos() : Long.MAX_VALUE;
    return Math.min(fin, reset);
  }

  /** Whether it was idle at a time and had not been closed for longer than that. */
  boolean couldServe(long nanos, long closedAgoNanos) {
    return idleNanos <= nanos && (closedNanos() > nanos || nanos - closedNanos() <= closedAgoNanos);
  }

  /** Whether the server was the first to end it. */
  boolean isClosedByServer() {
    Closing closing = connection.closing();
    boolean isFinFirst =
        closing.finNanos() >= 0
            && (closing.resetNanos() < 0 || closing.finNanos() <= closing.resetNanos());
    return isFinFirst && closing.firstFinBy() == Direction.SERVER_TO_CLIENT;
  }

  /** Whether the client's last request let the connection stay open, as far as it can be read. */
  boolean isKeptByClient() {
    return !(requests.getLast().request().isPresent()
        && requests.getLast().request().get().content() instanceof HttpRequest request
        && !request.isPersistent());
  }

  /** Whether the server's last answer let the connection stay open, as far as it can be read. */
  boolean isKeptByServer() {
    return lastResponse().map(HttpResponse::isPersistent).orElse(true);
  }

  Optional<HttpResponse> lastResponse() {
    return requests
        .getLast()
        .response()
        .flatMap(
            message ->
                message.content() instanceof HttpResponse response
                    ? Optional.of(response)
                    : Optional.empty());
  }
}
