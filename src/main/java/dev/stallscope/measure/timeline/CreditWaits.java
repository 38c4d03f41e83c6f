package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** When senders of a connection waited for their receivers' permission to go on. */
final class CreditWaits {
  private static final CreditWaits NONE = new CreditWaits(new TreeMap<>(), new TreeMap<>());

  /** By direction: from the start of each wait the latest grant of those begun until then. */
  private final NavigableMap<Long, Long> toServer;

  private final NavigableMap<Long, Long> toClient;

  private CreditWaits(NavigableMap<Long, Long> toServer, NavigableMap<Long, Long> toClient) {
    this.toServer = toServer;
    this.toClient = toClient;
  }

  static CreditWaits of(List<Exchange> exchanges) {
    for (Exchange exchange : exchanges) {
      if (exchange.request().map(CreditWaits::hasWaited).orElse(false)
          || exchange.response().map(CreditWaits::hasWaited).orElse(false)) {
        return new CreditWaits(
            grants(exchanges, Direction.CLIENT_TO_SERVER),
            grants(exchanges, Direction.SERVER_TO_CLIENT));
      }
    }
    return NONE; // as on nearly every connection
  }

  private static boolean hasWaited(Message message) {
    return !message.creditWaits().isEmpty();
  }

  private static Stream<Message> messages(Exchange exchange) {
    return Stream.concat(exchange.request().stream(), exchange.response().stream());
  }

  private static NavigableMap<Long, Long> grants(List<Exchange> exchanges, Direction direction) {
    List<CreditWait> waits =
        exchanges.stream()
            .flatMap(CreditWaits::messages)
            .filter(message -> message.direction() == direction)
            .map(Message::creditWaits)
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(CreditWait::sinceNanos))
            .toList();
    NavigableMap<Long, Long> grants = new TreeMap<>();
    long latest = Long.MIN_VALUE;
    for (CreditWait wait : waits) {
      latest = Math.max(latest, wait.grantedNanos());
      grants.put(wait.sinceNanos(), latest);
    }
    return grants;
  }

  /**
   * When the permission was captured that senders of the direction waited for at a time, {@link
   * Long#MIN_VALUE} where none had waited.
   */
  long grantedNanos(Direction direction, long nanos) {
    Map.Entry<Long, Long> last =
        (direction == Direction.CLIENT_TO_SERVER ? toServer : toClient).floorEntry(nanos);
    return last == null ? Long.MIN_VALUE : last.getValue();
  }
}
