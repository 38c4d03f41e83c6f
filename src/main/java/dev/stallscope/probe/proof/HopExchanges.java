package dev.stallscope.probe.proof;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.time.Nanos;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which exchange of a capture is which request of a probe: one of its connection, sent when the
 * probe sent it. Requests that share a connection keep their order.
 */
final class HopExchanges {
  /** The clocks of kernel and probe are one; between the two lies what a busy machine does. */
  static final long SLACK_NANOS = Nanos.ofMillis(50);

  private final Map<ProbeHop, Exchange> found = new HashMap<>();

  private HopExchanges() {}

  static HopExchanges find(List<ProbeHop> hops, List<Exchange> exchanges) {
    HopExchanges all = new HopExchanges();
    Set<Integer> taken = new HashSet<>();
    List<ProbeHop> sent =
        hops.stream()
            .filter(hop -> hop.request().isPresent())
            .sorted(Comparator.comparingLong(HopExchanges::sentNanos))
            .toList();
    for (ProbeHop hop : sent) {
      exchanges.stream()
          .filter(exchange -> !taken.contains(exchange.id()) && isOf(hop, exchange))
          .min(Comparator.comparingLong(exchange -> distance(hop, exchange)))
          .ifPresent(
              exchange -> {
                taken.add(exchange.id());
                all.found.put(hop, exchange);
              });
    }
    return all;
  }

  private static boolean isOf(ProbeHop hop, Exchange exchange) {
    return exchange.kind() == ExchangeKind.REQUEST
        && exchange.request().isPresent()
        && hop.server().filter(exchange.server()::equals).isPresent()
        && hop.client().filter(client -> !client.equals(exchange.client())).isEmpty()
        && isDuring(hop, firstNanos(exchange));
  }

  /** Whether something was captured while the request was made. */
  static boolean isDuring(ProbeHop hop, long nanos) {
    return nanos >= hop.span().startNanos() - SLACK_NANOS
        && nanos <= hop.span().endNanos() + SLACK_NANOS;
  }

  private static long distance(ProbeHop hop, Exchange exchange) {
    return Math.abs(firstNanos(exchange) - sentNanos(hop));
  }

  private static long firstNanos(Exchange exchange) {
    return exchange.request().orElseThrow().span().firstNanos();
  }

  private static long sentNanos(ProbeHop hop) {
    return hop.phases().timings().stream()
        .filter(timing -> timing.phase() == Phase.SEND)
        .map(Timing::span)
        .mapToLong(span -> span.startNanos())
        .findFirst()
        .orElse(hop.span().endNanos());
  }

  Optional<Exchange> of(ProbeHop hop) {
    return Optional.ofNullable(found.get(hop));
  }
}
