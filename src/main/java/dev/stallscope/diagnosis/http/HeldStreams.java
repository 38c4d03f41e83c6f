package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.TimeThresholds;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DeliveryWait;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Responses of one connection that waited for the same missing bytes.
 *
 * @param packet index of the packet that brought those
 * @param waits of those responses that had no part in them
 * @param streams how many waited, with those that had
 */
record HeldStreams(int packet, List<Held> waits, int streams) {
  private static final int LEAST_STREAMS = 2;

  /** One response that waited. */
  private record Held(Exchange exchange, DeliveryWait delay) {
    TimeClaim claim() {
      TimeSpan span = new TimeSpan(delay.sinceNanos(), delay.deliveredNanos());
      return new TimeClaim(exchange.id(), exchange.connection(), span, span.durationNanos());
    }
  }

  private record Hole(int connection, int packet) {}

  /** Whether no connection carried two requests at once. */
  static boolean isNothingMultiplexed(RuleContext context) {
    return context.measurements().connections().stream()
        .noneMatch(connection -> isMultiplexed(context.requests(connection.id())));
  }

  private static boolean isMultiplexed(List<Exchange> byStart) {
    long latestEnd = Long.MIN_VALUE;
    for (Exchange exchange : byStart) {
      boolean isKeyed =
          exchange
              .request()
              .filter(message -> message.correlation() instanceof Correlation.ByKey)
              .isPresent();
      if (isKeyed && exchange.span().startNanos() < latestEnd) {
        return true;
      }
      latestEnd = Math.max(latestEnd, exchange.span().endNanos());
    }
    return false;
  }

  /** What was held up, by connection and in order; connections without are left out. */
  static Collection<List<HeldStreams>> byConnection(RuleContext context) {
    Map<Hole, List<Held>> byHole = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.connection() >= 0) {
        waits(exchange)
            .forEach(
                wait ->
                    byHole
                        .computeIfAbsent(
                            new Hole(exchange.connection(), wait.packet()), _ -> new ArrayList<>(2))
                        .add(new Held(exchange, wait)));
      }
    }
    Map<Integer, List<HeldStreams>> byConnection = new LinkedHashMap<>();
    byHole.forEach(
        (hole, held) -> {
          List<Held> innocent = held.stream().filter(one -> !one.delay.isOwn()).toList();
          if (held.size() >= LEAST_STREAMS && !innocent.isEmpty()) {
            byConnection
                .computeIfAbsent(hole.connection, _ -> new ArrayList<>(1))
                .add(new HeldStreams(hole.packet, innocent, held.size()));
          }
        });
    return byConnection.values();
  }

  private static Stream<DeliveryWait> waits(Exchange exchange) {
    return exchange.response().stream()
        .flatMap(message -> message.stream().deliveryWaits().stream())
        .filter(wait -> wait.durationNanos() >= TimeThresholds.STALL_NANOS);
  }

  static HeldStreams worst(List<HeldStreams> holes) {
    return holes.stream().max(Comparator.comparingLong(HeldStreams::lostNanos)).orElseThrow();
  }

  List<TimeClaim> claims() {
    return waits.stream().map(Held::claim).toList();
  }

  long lostNanos() {
    return waits.stream().mapToLong(held -> held.delay.durationNanos()).sum();
  }

  long longestNanos() {
    return waits.stream().mapToLong(held -> held.delay.durationNanos()).max().orElse(0);
  }
}
