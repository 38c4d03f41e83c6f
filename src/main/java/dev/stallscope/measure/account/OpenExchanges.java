package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.time.Ascending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which exchange of a connection was open at a time. */
final class OpenExchanges {
  private final Map<Integer, List<Exchange>> requests = new HashMap<>();
  private final Map<Integer, List<Exchange>> setups = new HashMap<>();

  private OpenExchanges() {}

  static OpenExchanges of(List<Exchange> exchanges) {
    OpenExchanges open = new OpenExchanges();
    for (Exchange exchange : exchanges) {
      boolean isSetup =
          exchange.kind() == ExchangeKind.CONNECT || exchange.kind() == ExchangeKind.TLS;
      (isSetup ? open.setups : open.requests)
          .computeIfAbsent(exchange.connection(), connection -> new ArrayList<>())
          .add(exchange);
    }
    return open;
  }

  /**
   * The request that was open, the latest begun of several; else the set-up; else the request that
   * had ended just before, whose tail may still be repaired; -1 where none is near.
   */
  int at(int connection, long epochNanos) {
    int request = containing(requests.getOrDefault(connection, List.of()), epochNanos);
    if (request >= 0) {
      return request;
    }
    int setup = containing(setups.getOrDefault(connection, List.of()), epochNanos);
    return setup >= 0
        ? setup
        : endedBefore(requests.getOrDefault(connection, List.of()), epochNanos);
  }

  /** Looked at backwards from the latest that had begun; more than these are never open at once. */
  private static final int MOST_OPEN = 256;

  private static int containing(List<Exchange> exchanges, long epochNanos) {
    int begun = Ascending.firstAbove(exchanges, one -> one.span().startNanos(), epochNanos) - 1;
    for (int i = begun; i >= 0 && i > begun - MOST_OPEN; i--) {
      if (exchanges.get(i).span().contains(epochNanos)) {
        return exchanges.get(i).id();
      }
    }
    return -1;
  }

  private static int endedBefore(List<Exchange> exchanges, long epochNanos) {
    int begun = Ascending.firstAbove(exchanges, one -> one.span().startNanos(), epochNanos) - 1;
    return begun >= 0 ? exchanges.get(begun).id() : -1;
  }
}
