package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connection attempts over one address family that were overtaken by the other (C04): the first was
 * silent, the second to the same port began a while later and succeeded.
 */
final class AddressFamilyFallbacks {
  /** Clients try the other family after 200 to 300 ms (RFC 8305: 250 ms), some after seconds. */
  private static final long LEAST_NANOS = Nanos.ofMillis(100);

  private static final long MOST_NANOS = Nanos.ofSeconds(5);

  private final Map<Integer, Fallback> waits = new HashMap<>();
  private final Map<Integer, Boolean> abandoned = new HashMap<>();

  private AddressFamilyFallbacks() {}

  /**
   * One family gave way to the other.
   *
   * @param span from the silent attempt's start to the other's
   * @param silent id of the connection that was not made
   */
  record Fallback(TimeSpan span, int silent) {}

  static AddressFamilyFallbacks among(List<Exchange> exchanges) {
    AddressFamilyFallbacks fallbacks = new AddressFamilyFallbacks();
    Map<Integer, List<Exchange>> silentByPort = new HashMap<>();
    for (Exchange exchange : exchanges) {
      if (exchange.kind() == ExchangeKind.CONNECT) {
        List<Exchange> silent =
            silentByPort.computeIfAbsent(exchange.server().port(), port -> new ArrayList<>());
        if (exchange.isFailed()) {
          silent.add(exchange);
        } else {
          fallbacks.match(silent, exchange);
        }
      }
    }
    return fallbacks;
  }

  private void match(List<Exchange> silent, Exchange connected) {
    for (Exchange first : silent.reversed()) {
      long delay = connected.span().startNanos() - first.span().startNanos();
      if (delay > MOST_NANOS) {
        return;
      }
      if (delay >= LEAST_NANOS && isOtherFamily(first, connected)) {
        waits.put(
            connected.connection(),
            new Fallback(
                new TimeSpan(first.span().startNanos(), connected.span().startNanos()),
                first.connection()));
        abandoned.put(first.connection(), true);
        return;
      }
    }
  }

  private static boolean isOtherFamily(Exchange first, Exchange second) {
    IpAddress one = first.server().address();
    return one.isV4() != second.server().address().isV4();
  }

  /** The wait before an exchange's connection, if another family was tried in vain. */
  Optional<Fallback> before(Exchange exchange) {
    return Optional.ofNullable(waits.get(exchange.connection()));
  }

  /** Whether the exchange is the attempt that was given up. */
  boolean isAbandoned(Exchange exchange) {
    return exchange.kind() == ExchangeKind.CONNECT
        && abandoned.getOrDefault(exchange.connection(), false);
  }
}
