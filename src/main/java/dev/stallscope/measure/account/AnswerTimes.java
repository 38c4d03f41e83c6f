package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.Message;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When answers of whichever request were under way on a connection: a request that waits meanwhile
 * may wait for its turn, and not for the server.
 */
final class AnswerTimes {
  private final Map<Integer, List<TimeSpan>> byConnection = new HashMap<>();

  /**
   * @param firstId connections with smaller ids are passed over
   */
  AnswerTimes(List<Exchange> exchanges, int firstId) {
    Map<Integer, List<TimeSpan>> all = new HashMap<>();
    for (Exchange exchange : exchanges) {
      if (exchange.connection() >= firstId) {
        exchange
            .response()
            .map(Message::span)
            .filter(span -> span.lastNanos() > span.firstNanos())
            .ifPresent(
                span ->
                    all.computeIfAbsent(exchange.connection(), _ -> new ArrayList<>())
                        .add(new TimeSpan(span.firstNanos(), span.lastNanos())));
      }
    }
    all.forEach((connection, spans) -> byConnection.put(connection, TimeSpan.joined(spans)));
  }

  /** Disjoint, by start. */
  List<TimeSpan> on(int connection) {
    return byConnection.getOrDefault(connection, List.of());
  }
}
