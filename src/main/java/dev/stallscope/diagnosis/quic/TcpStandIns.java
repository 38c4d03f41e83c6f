package dev.stallscope.diagnosis.quic;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.time.Ascending;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The TCP connections of a capture that may have taken the place of an attempt over QUIC. */
final class TcpStandIns {
  /** Of more connections between two hosts the latest begun are looked at. */
  private static final int MOST = 256;

  private final Measurements measured;

  /** By start. */
  private final Map<ClientOfServer, List<Exchange>> connects;

  private TcpStandIns(Measurements measured, Map<ClientOfServer, List<Exchange>> connects) {
    this.measured = measured;
    this.connects = connects;
  }

  static TcpStandIns of(Measurements measured) {
    return new TcpStandIns(
        measured,
        measured.exchanges().stream()
            .filter(exchange -> exchange.kind() == ExchangeKind.CONNECT)
            .sorted(Comparator.comparingLong(exchange -> exchange.span().startNanos()))
            .collect(
                Collectors.groupingBy(
                    exchange -> ClientOfServer.of(exchange.client(), exchange.server()))));
  }

  /** Those of an attempt: still open when it began, or begun at most so long after. */
  List<Exchange> of(Exchange attempt, long patienceNanos) {
    List<Exchange> between =
        connects.getOrDefault(ClientOfServer.of(attempt.client(), attempt.server()), List.of());
    long start = attempt.span().startNanos();
    int end = Ascending.firstAbove(between, one -> one.span().startNanos(), start + patienceNanos);
    return between.subList(Math.max(0, end - MOST), end).stream()
        .filter(one -> measured.span(one.connection()).endNanos() >= start)
        .toList();
  }
}
