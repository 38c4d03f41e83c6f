package dev.stallscope.exchange;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Direction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers that never began, or stopped before the end that they had announced, until their client
 * closed: it waited until then, and not until its system forgot the connection. One that had closed
 * its window did not wait for the rest, and a reset is told of by itself.
 */
final class GivenUpAnswers {
  private GivenUpAnswers() {}

  /**
   * Ends such exchanges where their client closed.
   *
   * @param requests by start
   * @param connections by id
   */
  static void endAtClose(List<ExchangeDraft> requests, List<TcpConnection> connections) {
    Map<Integer, ExchangeDraft> lastOn = new HashMap<>();
    requests.forEach(request -> lastOn.put(request.connection, request));
    lastOn.forEach(
        (id, last) -> {
          if (id >= 0 && id < connections.size()) {
            long finNanos = connections.get(id).closing().finNanos();
            if (isGivenUp(last, connections.get(id))) {
              last.endAt(Math.max(last.endNanos, finNanos));
            } else if (isUnanswered(last, connections.get(id))) {
              last.endAt(Math.min(last.endNanos, finNanos));
            }
          }
        });
  }

  /**
   * Whoever half-closes may wait on; where no answer came after that either, nobody has seen one.
   */
  private static boolean isUnanswered(ExchangeDraft draft, TcpConnection connection) {
    TcpConnection.Closing closing = connection.closing();
    return draft.request != null
        && draft.response == null
        && !draft.isLongLived
        && closing.firstFinBy() == Direction.CLIENT_TO_SERVER
        && closing.finNanos() >= draft.request.span().lastNanos();
  }

  private static boolean isGivenUp(ExchangeDraft draft, TcpConnection connection) {
    TcpConnection.Closing closing = connection.closing();
    return draft.request != null
        && draft.response != null
        && !draft.isLongLived
        && draft.response.content().lacksEnd()
        && !draft.response.content().mayBeStream()
        && closing.finNanos() >= 0
        && closing.firstFinBy() == Direction.CLIENT_TO_SERVER
        && (closing.resetNanos() < 0 || closing.resetNanos() >= closing.finNanos())
        && connection.fromServer().missingBytes() == 0
        && connection.fromClient().count(SegmentEvent.ZERO_WINDOW) == 0
        && !connection.has(CaptureQuality.UNSEEN_ACKNOWLEDGED)
        && !connection.has(CaptureQuality.ONE_SIDED);
  }
}
