package dev.stallscope.diagnosis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What a rule may look at; several rules may at once. */
public final class RuleContext {
  /** What the least of many samples may be off. */
  private static final long CLOCK_NANOS = Nanos.ofMillis(1);

  private final Measurements measurements;
  private final Waits waits;
  private final Map<Class<?>, Object> computed = new ConcurrentHashMap<>();
  private final Map<Integer, OpenRequests> requests = new HashMap<>();

  public RuleContext(Measurements measurements) {
    this.measurements = measurements;
    waits = Waits.of(measurements);
    Map<Integer, List<Exchange>> byConnection = new HashMap<>();
    for (Exchange exchange : measurements.exchanges()) {
      if (exchange.kind() == ExchangeKind.REQUEST) {
        byConnection.computeIfAbsent(exchange.connection(), _ -> new ArrayList<>(2)).add(exchange);
      }
    }
    byConnection.forEach((id, list) -> requests.put(id, OpenRequests.of(list)));
  }

  /** Of one capture. */
  public Measurements measurements() {
    return measurements;
  }

  /** What somebody is to blame for, by cause, each interval once. */
  public Waits waits() {
    return waits;
  }

  /** A fact that several rules look at, computed when the first of them does. */
  public <T> T computed(Class<T> kind, Function<RuleContext, T> computation) {
    return kind.cast(computed.computeIfAbsent(kind, _ -> computation.apply(this)));
  }

  public TcpConnection connection(int id) {
    return measurements.connections().get(id);
  }

  public ConnectionFacts facts(int connection) {
    return measurements.facts().get(connection);
  }

  public Exchange exchange(int id) {
    return measurements.exchanges().get(id);
  }

  /**
   * From the capture point to the client of a connection and back, nanoseconds, a little less than
   * the least that was measured; 0 near the client and where it is not known.
   */
  public long clientWayNanos(int connection) {
    if (connection < 0 || !measurements.isTcp(connection)) {
      return 0;
    }
    long least = PathTimes.of(measurements.connections().get(connection)).clientNanos();
    return Math.max(0, least - CLOCK_NANOS);
  }

  /**
   * The way to the client and back after something was captured: near the server part of no
   * exchange, and empty near the client.
   */
  public TimeClaim clientWay(int connection, long fromNanos) {
    long way = clientWayNanos(connection);
    return new TimeClaim(-1, connection, new TimeSpan(fromNanos, fromNanos + way), way);
  }

  /** The requests on a connection, by start. */
  public List<Exchange> requests(int connection) {
    return requests.getOrDefault(connection, OpenRequests.NONE).byStart();
  }

  /**
   * Claims a part of what passed on a connection, in the requests that were open meanwhile; on the
   * connection itself where none was.
   *
   * @param lostShare how much of the time was avoidable, 0 to 1
   */
  public List<TimeClaim> claims(int connection, TimeSpan span, double lostShare) {
    List<TimeClaim> claims = new ArrayList<>();
    for (Exchange exchange : requests.getOrDefault(connection, OpenRequests.NONE).during(span)) {
      TimeSpan part =
          new TimeSpan(
              Math.max(span.startNanos(), exchange.span().startNanos()),
              Math.min(span.endNanos(), exchange.span().endNanos()));
      claims.add(claim(exchange.id(), connection, part, lostShare));
    }
    return claims.isEmpty() ? List.of(claim(-1, connection, span, lostShare)) : claims;
  }

  private static TimeClaim claim(int exchange, int connection, TimeSpan span, double lostShare) {
    long lost = Math.round(span.durationNanos() * lostShare);
    return new TimeClaim(exchange, connection, span, Math.clamp(lost, 0, span.durationNanos()));
  }
}
