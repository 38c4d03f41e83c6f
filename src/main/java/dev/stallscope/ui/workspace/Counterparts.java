package dev.stallscope.ui.workspace;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is the same in a later analysis of a capture that has grown: there connections and packets
 * keep their ids, exchanges may have others, and findings tell of more.
 */
public final class Counterparts {
  private Counterparts() {}

  /** Whether two findings are of the same kind and begin with the same packet. */
  public static boolean isSame(Finding one, Finding other) {
    return one.rule().id().equals(other.rule().id())
        && one.packets().stream().findFirst().equals(other.packets().stream().findFirst());
  }

  /** The finding of the same kind that has the first packet of this one among its proof. */
  static Optional<Finding> of(Finding finding, List<Finding> later) {
    return later.stream()
        .filter(next -> next.rule().id().equals(finding.rule().id()))
        .filter(
            next ->
                finding.packets().isEmpty()
                    || next.packets().contains(finding.packets().getFirst()))
        .findFirst();
  }

  /** The id of the exchange that asks the same with the same packet. */
  static OptionalInt of(Exchange exchange, List<Exchange> later) {
    return later.stream().filter(next -> isSame(exchange, next)).mapToInt(Exchange::id).findFirst();
  }

  private static boolean isSame(Exchange one, Exchange other) {
    return one.firstPacket() == other.firstPacket()
        && one.connection() == other.connection()
        && one.kind() == other.kind()
        && one.label().equals(other.label())
        && start(one) == start(other);
  }

  /** One packet may bring several questions. */
  private static long start(Exchange exchange) {
    return exchange.request().map(message -> message.span().startOffset()).orElse(-1L);
  }
}
