package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all panes show the proof of.
 *
 * @param finding the finding, or null
 * @param exchange id of the exchange, or -1
 * @param connection id of the TCP connection, or -1
 * @param packet index of the packet from 0, or -1
 */
public record Selected(@Nullable Finding finding, int exchange, int connection, int packet) {
  /** Nothing is selected. */
  public static final Selected NOTHING = new Selected(null, -1, -1, -1);

  /**
   * A finding with the first of all that proves it. The connection is that of the exchange where
   * the exchange has one, so that all panes show one and the same thing.
   *
   * @param connectionOf the connection of an exchange by both their ids, or -1
   */
  static Selected of(Finding finding, IntUnaryOperator connectionOf) {
    int exchange = first(finding.exchanges());
    int itsConnection = exchange < 0 ? -1 : connectionOf.applyAsInt(exchange);
    return new Selected(
        finding,
        exchange,
        itsConnection < 0 ? first(finding.connections()) : itsConnection,
        first(finding.packets()));
  }

  private static int first(List<Integer> ids) {
    return ids.isEmpty() ? -1 : ids.getFirst();
  }

  /** The same in a later state of the same capture, as far as it is there. */
  Selected in(OpenCapture before, OpenCapture later) {
    Renumbering numbers = new Renumbering(before, later);
    Analysis found = later.analysis();
    Finding same =
        finding == null ? null : Counterparts.of(finding, numbers, found.findings()).orElse(null);
    List<Exchange> exchanges = before.analysis().measurements().exchanges();
    int itsExchange =
        exchange < 0 || exchange >= exchanges.size()
            ? -1
            : Counterparts.of(exchanges.get(exchange), numbers, found.measurements().exchanges())
                .orElse(-1);
    return new Selected(same, itsExchange, numbers.connection(connection), numbers.packet(packet));
  }
}
