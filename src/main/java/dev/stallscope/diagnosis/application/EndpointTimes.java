package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.http.CallTemplate;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How long servers thought about the calls of each endpoint. */
final class EndpointTimes {
  private final Map<String, String> templates = new HashMap<>();
  private final Map<Calls, List<Long>> thinking = new HashMap<>();

  /** When the first of the calls to be over was over, epoch nanoseconds. */
  private final Map<Calls, Long> firstEnds = new HashMap<>();

  private EndpointTimes() {}

  /** Calls that differ in nothing but numbers. */
  private record Calls(Endpoint server, String template) {}

  static EndpointTimes of(Measurements measurements) {
    EndpointTimes times = new EndpointTimes();
    for (Exchange exchange : measurements.exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST) {
        Calls calls = times.calls(exchange);
        times
            .thinking
            .computeIfAbsent(calls, _ -> new ArrayList<>())
            .add(measurements.account(exchange).durationNanos(StallCause.SLOW_SERVER_RESPONSE));
        times.firstEnds.merge(calls, exchange.span().endNanos(), Math::min);
      }
    }
    times.thinking.values().forEach(list -> list.sort(null));
    return times;
  }

  private Calls calls(Exchange exchange) {
    return new Calls(
        exchange.server(), templates.computeIfAbsent(exchange.label(), CallTemplate::of));
  }

  /** Whether no call like this one had been answered when it was sent. */
  boolean isFirst(Exchange call) {
    return call.span().startNanos() < firstEnds.getOrDefault(calls(call), Long.MIN_VALUE);
  }

  /** The median over calls like this one, where there are at least so many. */
  OptionalLong medianNanos(Exchange call, int leastCalls) {
    List<Long> nanos = thinking.getOrDefault(calls(call), List.of());
    return nanos.size() < leastCalls
        ? OptionalLong.empty()
        : OptionalLong.of(nanos.get(nanos.size() / 2));
  }
}
