package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.StallCause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What requests waited for attempts to connect that nothing answered, before another address was
 * tried. It stands in the account of the request, whose connection is another one.
 *
 * @param byAttempt by the connection that was not made
 */
record WaitingRequests(Map<Integer, List<Wait>> byAttempt) {
  static WaitingRequests of(RuleContext context) {
    Map<Integer, List<Wait>> byRequest = new HashMap<>();
    for (Wait wait : context.waits().with(StallCause.CONNECT_TIMEOUT)) {
      byRequest.computeIfAbsent(wait.exchange(), _ -> new ArrayList<>(1)).add(wait);
    }
    Map<Integer, List<Wait>> byAttempt = new HashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.CONNECT && exchange.parent() >= 0) {
        List<Wait> waits =
            byRequest.getOrDefault(exchange.parent(), List.of()).stream()
                .filter(wait -> isWithin(wait, exchange))
                .toList();
        if (!waits.isEmpty()) {
          byAttempt.put(exchange.connection(), waits);
        }
      }
    }
    return new WaitingRequests(byAttempt);
  }

  private static boolean isWithin(Wait wait, Exchange attempt) {
    return wait.interval().startNanos() >= attempt.span().startNanos()
        && wait.interval().endNanos() <= attempt.span().endNanos();
  }

  /** Most that a request waited for one of the connections. */
  long longestNanos(List<TcpConnection> attempts) {
    return attempts.stream()
        .mapToLong(attempt -> before(attempt.id()).stream().mapToLong(Wait::durationNanos).sum())
        .max()
        .orElse(0);
  }

  List<Wait> before(int attempt) {
    return byAttempt.getOrDefault(attempt, List.of());
  }
}
