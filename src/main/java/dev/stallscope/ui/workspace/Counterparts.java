package dev.stallscope.ui.workspace;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is the same in a later analysis of a capture that has grown: there exchanges may have other
 * ids, and findings tell of more.
 */
public final class Counterparts {
  private Counterparts() {}

  /** Whether two findings are of the same kind and begin with the same packet. */
  public static boolean isSame(Finding one, Finding other) {
    return one.rule().id().equals(other.rule().id())
        && one.packets().stream().findFirst().equals(other.packets().stream().findFirst());
  }

  /** The finding of the same kind that has the first packet of this one among its proof. */
  static Optional<Finding> of(Finding finding, Renumbering numbers, List<Finding> later) {
    Optional<Integer> first = numbers.first(finding.packets());
    return later.stream()
        .filter(next -> next.rule().id().equals(finding.rule().id()))
        .filter(
            next ->
                finding.packets().isEmpty() || first.filter(next.packets()::contains).isPresent())
        .findFirst();
  }

  /** The id of the exchange that asks the same with the same packet. */
  static OptionalInt of(Exchange exchange, Renumbering numbers, List<Exchange> later) {
    int packet = numbers.packet(exchange.firstPacket());
    int connection = numbers.connection(exchange.connection());
    return later.stream()
        .filter(next -> next.firstPacket() == packet && next.connection() == connection)
        .filter(next -> isSame(exchange, next))
        .mapToInt(Exchange::id)
        .findFirst();
  }

  private static boolean isSame(Exchange one, Exchange other) {
    return one.kind() == other.kind()
        && one.label().equals(other.label())
        && start(one) == start(other);
  }

  /** One packet may bring several questions. */
  private static long start(Exchange exchange) {
    return exchange.request().map(message -> message.span().startOffset()).orElse(-1L);
  }
}
