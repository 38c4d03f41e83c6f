package dev.stallscope.measure;

import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import java.util.List;

/**
 * Everything that rules read.
 *
 * @param connections by id
 * @param facts by connection id
 * @param exchanges by id, ordered by start
 * @param accounts by exchange id
 * @param stalls by start
 */
public record Measurements(
    CaptureFacts capture,
    List<TcpConnection> connections,
    List<ConnectionFacts> facts,
    List<Exchange> exchanges,
    List<DnsLookup> lookups,
    List<TimeAccount> accounts,
    List<Stall> stalls) {
  public TimeAccount account(Exchange exchange) {
    return accounts.get(exchange.id());
  }
}
