package dev.stallscope.exchange;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attempts to connect that nothing answered, and that their client made again before the system was
 * due to repeat them, from another port or to another address of the same name: it waited for the
 * first until then.
 */
final class UnansweredConnects {
  /** The first SYN is repeated after 1 s (RFC 6298). */
  private static final long FIRST_TIMER_NANOS = Nanos.ofSeconds(1);

  private UnansweredConnects() {}

  private record Way(IpAddress client, Endpoint server) {
    static Way of(ExchangeDraft connect) {
      return new Way(connect.client.address(), connect.server);
    }
  }

  /**
   * Ends such attempts where the next one began.
   *
   * @param connects by start
   * @param connections by id
   */
  static void endAtNextAttempt(List<ExchangeDraft> connects, List<TcpConnection> connections) {
    Map<Way, List<ExchangeDraft>> byWay = new HashMap<>();
    Map<Integer, List<ExchangeDraft>> byParent = new HashMap<>();
    for (ExchangeDraft connect : connects) {
      byWay.computeIfAbsent(Way.of(connect), _ -> new ArrayList<>()).add(connect);
      byParent.computeIfAbsent(connect.parent, _ -> new ArrayList<>()).add(connect);
    }
    for (ExchangeDraft connect : connects) {
      if (connect.connection < connections.size()) {
        Handshake handshake = connections.get(connect.connection).handshake();
        if (handshake.outcome() == Handshake.Outcome.UNANSWERED) {
          end(connect, handshake, byWay.getOrDefault(Way.of(connect), List.of()));
          if (connect.parent >= 0) {
            endAtOtherAddress(connect, byParent.getOrDefault(connect.parent, List.of()));
          }
        }
      }
    }
  }

  private static void end(ExchangeDraft lost, Handshake handshake, List<ExchangeDraft> same) {
    int next = Ascending.firstAbove(same, connect -> connect.ownStartNanos, lost.endNanos);
    if (next < same.size()) {
      long again = same.get(next).ownStartNanos;
      if (again - lost.endNanos < dueNanos(handshake)) {
        lost.endAt(again);
      }
    }
  }

  /** Addresses of different families are raced, which is told elsewhere. */
  private static void endAtOtherAddress(ExchangeDraft lost, List<ExchangeDraft> ofOneRequest) {
    int next = Ascending.firstAbove(ofOneRequest, connect -> connect.ownStartNanos, lost.endNanos);
    if (next < ofOneRequest.size()) {
      ExchangeDraft other = ofOneRequest.get(next);
      if (other.server.address().isV4() == lost.server.address().isV4()) {
        lost.endAt(other.ownStartNanos);
      }
    }
  }

  /** The timer stays the same for the first few repetitions, or doubles. */
  private static long dueNanos(Handshake handshake) {
    return handshake.synCount() < 2
        ? FIRST_TIMER_NANOS
        : Math.max(
            FIRST_TIMER_NANOS,
            (handshake.lastSynNanos() - handshake.synNanos()) / (handshake.synCount() - 1));
  }
}
