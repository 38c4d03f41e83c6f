package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attempts to connect that a request waited for in vain, at another address of the same family
 * (C03); those of the other family are {@link AddressFamilyFallbacks}.
 */
final class SilentAttempts {
  private final Map<Integer, List<Exchange>> byParent = new HashMap<>();

  private SilentAttempts() {}

  /**
   * Finds them.
   *
   * @param exchanges by id
   * @param connections by id
   */
  static SilentAttempts among(List<Exchange> exchanges, List<TcpConnection> connections) {
    SilentAttempts attempts = new SilentAttempts();
    for (Exchange exchange : exchanges) {
      if (exchange.kind() == ExchangeKind.CONNECT
          && exchange.parent() >= 0
          && exchange.connection() < connections.size()
          && connections.get(exchange.connection()).handshake().outcome() == Outcome.UNANSWERED
          && isSameFamily(exchange, exchanges.get(exchange.parent()))) {
        attempts.byParent.computeIfAbsent(exchange.parent(), _ -> new ArrayList<>()).add(exchange);
      }
    }
    return attempts;
  }

  private static boolean isSameFamily(Exchange one, Exchange other) {
    return one.server().address().isV4() == other.server().address().isV4();
  }

  /** Those that came before the connection of a request, by start; mostly none. */
  List<Exchange> before(Exchange request) {
    return byParent.getOrDefault(request.id(), List.of());
  }
}
