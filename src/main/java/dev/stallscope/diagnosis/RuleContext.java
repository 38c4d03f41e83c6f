package dev.stallscope.diagnosis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule may look at.
 *
 * @param measurements of one capture
 * @param waits the same by cause, each interval once
 */
public record RuleContext(Measurements measurements, Waits waits) {
  public RuleContext(Measurements measurements) {
    this(measurements, Waits.of(measurements));
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
   * Claims a part of what passed on a connection, in the requests that were open meanwhile; on the
   * connection itself where none was.
   *
   * @param lostShare how much of the time was avoidable, 0 to 1
   */
  public List<TimeClaim> claims(int connection, TimeSpan span, double lostShare) {
    List<TimeClaim> claims = new ArrayList<>();
    for (Exchange exchange : measurements.exchanges()) {
      if (exchange.connection() == connection
          && exchange.kind() == ExchangeKind.REQUEST
          && exchange.span().overlaps(span)) {
        TimeSpan part =
            new TimeSpan(
                Math.max(span.startNanos(), exchange.span().startNanos()),
                Math.min(span.endNanos(), exchange.span().endNanos()));
        claims.add(claim(exchange.id(), connection, part, lostShare));
      }
    }
    return claims.isEmpty() ? List.of(claim(-1, connection, span, lostShare)) : claims;
  }

  private static TimeClaim claim(int exchange, int connection, TimeSpan span, double lostShare) {
    long lost = Math.round(span.durationNanos() * lostShare);
    return new TimeClaim(exchange, connection, span, Math.clamp(lost, 0, span.durationNanos()));
  }
}
