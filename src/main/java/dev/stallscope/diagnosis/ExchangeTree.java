package dev.stallscope.diagnosis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import java.util.List;

/** Who waited for an exchange. */
final class ExchangeTree {
  /** Parents beyond this depth are not followed: a loop in the links must not hang the rules. */
  private static final int MAX_DEPTH = 64;

  private ExchangeTree() {}

  /** The request that waited for a set-up or lookup; the exchange itself where none did. */
  static Exchange request(List<Exchange> exchanges, Exchange exchange) {
    Exchange current = exchange;
    for (int i = 0; i < MAX_DEPTH; i++) {
      if (current.kind() == ExchangeKind.REQUEST || current.parent() < 0) {
        return current;
      }
      current = exchanges.get(current.parent());
    }
    return exchange;
  }

  /** The outermost exchange that waited for this one, directly or not. */
  static Exchange root(List<Exchange> exchanges, Exchange exchange) {
    Exchange current = exchange;
    for (int i = 0; i < MAX_DEPTH && current.parent() >= 0; i++) {
      current = exchanges.get(current.parent());
    }
    return current;
  }

  /** How many requests waited for this exchange's request. */
  static int depth(List<Exchange> exchanges, Exchange exchange) {
    Exchange current = request(exchanges, exchange);
    int depth = 0;
    while (current.parent() >= 0 && depth < MAX_DEPTH) {
      current = exchanges.get(current.parent());
      depth++;
    }
    return depth;
  }
}
