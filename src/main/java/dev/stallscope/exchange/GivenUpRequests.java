package dev.stallscope.exchange;

import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Ascending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that never got through, and that their client asked again over another connection: it
 * waited for the first until then. When the system sent the first for the last time says nothing of
 * that: it may have been long before, or it goes on for minutes after the program has closed.
 */
final class GivenUpRequests {
  private final Map<Call, List<ExchangeDraft>> calls = new HashMap<>();
  private final Map<Integer, ExchangeDraft> lastOn = new HashMap<>();

  private GivenUpRequests() {}

  /** What makes two requests the same call. */
  private record Call(ClientOfServer hosts, String label) {
    static Call of(ExchangeDraft draft) {
      return new Call(ClientOfServer.of(draft.client, draft.server), draft.label);
    }
  }

  /**
   * Ends such requests where the second attempt began.
   *
   * @param requests by start, with their set-up
   * @param connections by id
   */
  static void endAtSecondAttempt(List<ExchangeDraft> requests, List<TcpConnection> connections) {
    GivenUpRequests given = new GivenUpRequests();
    for (ExchangeDraft request : requests) {
      given.calls.computeIfAbsent(Call.of(request), _ -> new ArrayList<>()).add(request);
      given.lastOn.put(request.connection, request);
    }
    given.lastOn.forEach(
        (connection, last) -> {
          if (connection >= 0 && connection < connections.size()) {
            given.end(last, connections.get(connection));
          }
        });
  }

  private void end(ExchangeDraft lost, TcpConnection connection) {
    if (!isLost(lost, connection)) {
      return;
    }
    List<ExchangeDraft> same = calls.getOrDefault(Call.of(lost), List.of());
    int next = Ascending.firstAbove(same, call -> call.ownStartNanos, lost.ownStartNanos);
    if (next < same.size()) {
      long again = beginNanos(same.get(next), lost);
      if (again > connection.endNanos()
          ? isStillDue(lost, connection, again)
          : isClosedAbout(lost, connection, again)) {
        lost.endAt(again);
      }
    }
  }

  /** Nothing told the client that anything of the request had arrived, though it was sent again. */
  private static boolean isLost(ExchangeDraft draft, TcpConnection connection) {
    return draft.request != null
        && draft.response == null
        && !draft.isLongLived
        && connection.fromClient().unacknowledgedBytes() > 0
        && connection.closing().resetNanos() < 0
        && connection.fromClient().count(SegmentEvent.RETRANSMISSION) > 0
        && connection.endNanos() > draft.ownStartNanos;
  }

  /** Set-up that began before the first attempt was not made for the second. */
  private static long beginNanos(ExchangeDraft again, ExchangeDraft lost) {
    long setUp =
        again.setUpPhases.isEmpty()
            ? again.ownStartNanos
            : again.setUpPhases.getFirst().span().startNanos();
    return setUp > lost.ownStartNanos ? setUp : again.ownStartNanos;
  }

  /**
   * The timer doubles: the next repetition comes about as long after the last as the last did after
   * the first. What passes after that without one was not waited for it.
   */
  private static boolean isStillDue(ExchangeDraft lost, TcpConnection connection, long again) {
    long triedNanos = connection.endNanos() - lost.ownStartNanos;
    return connection.closing().finNanos() < 0 && again - connection.endNanos() <= 2 * triedNanos;
  }

  /** Repetitions after the second attempt are only the system's where the program has closed. */
  private static boolean isClosedAbout(ExchangeDraft lost, TcpConnection connection, long again) {
    long finNanos = connection.closing().finNanos();
    return finNanos >= lost.ownStartNanos
        && connection.closing().firstFinBy() == Direction.CLIENT_TO_SERVER
        && finNanos - again <= again - lost.ownStartNanos;
  }
}
