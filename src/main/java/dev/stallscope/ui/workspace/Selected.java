package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.Optional;
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
   * A finding with what shows it best: the exchange that lost most by it, that one's connection
   * where it has one, and the packet that proves most, of that exchange if one is. So all panes
   * show one and the same thing.
   */
  static Selected of(Finding finding, Analysis analysis) {
    List<Exchange> concerned =
        finding.exchanges().stream().map(analysis.measurements().exchanges()::get).toList();
    Optional<Exchange> shown =
        analysis
            .lostTimes()
            .worstByItself(finding.rule().id(), concerned)
            .or(() -> concerned.stream().findFirst());
    return new Selected(
        finding,
        shown.map(Exchange::id).orElse(-1),
        shown
            .map(Exchange::connection)
            .filter(connection -> connection >= 0)
            .orElse(first(finding.connections())),
        shown.flatMap(exchange -> proofIn(exchange, finding)).orElse(first(finding.packets())));
  }

  private static Optional<Integer> proofIn(Exchange exchange, Finding finding) {
    return finding.packets().stream()
        .filter(packet -> packet >= exchange.firstPacket() && packet <= exchange.lastPacket())
        .findFirst();
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
