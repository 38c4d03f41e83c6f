package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.net.Direction;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many segments of a TCP connection were sent again, by the mechanism that did it.
 *
 * @param fromClient in the order of the mechanisms, those that did nothing left out
 * @param fromServer likewise
 */
public record SentAgain(
    Map<RetransmissionCause, Integer> fromClient, Map<RetransmissionCause, Integer> fromServer) {
  /** Counts the packets of a connection; one pass over a column of the packet index. */
  public static SentAgain of(OpenCapture capture, int connection) {
    Map<RetransmissionCause, Integer> client = new EnumMap<>(RetransmissionCause.class);
    Map<RetransmissionCause, Integer> server = new EnumMap<>(RetransmissionCause.class);
    PacketIndex index = capture.index();
    for (int packet : new PacketSelection(capture).ofFlow(connection)) {
      RetransmissionCause cause = PacketMarks.of(index, packet).cause();
      if (cause != RetransmissionCause.NONE) {
        (index.side(packet) == 0 ? client : server).merge(cause, 1, Integer::sum);
      }
    }
    return new SentAgain(client, server);
  }

  /** How many segments of each connection were sent again by either side; one pass over all. */
  public static int[] byConnection(OpenCapture capture) {
    PacketIndex index = capture.index();
    int[] again = new int[capture.analysis().measurements().connections().size()];
    for (int packet = 0; packet < index.count(); packet++) {
      int flow = index.flow(packet);
      boolean isOfConnection = flow >= 0 && flow < again.length;
      if (isOfConnection && PacketMarks.of(index, packet).cause() != RetransmissionCause.NONE) {
        again[flow]++;
      }
    }
    return again;
  }

  /** Those of one side. */
  public Map<RetransmissionCause, Integer> by(Direction side) {
    return side == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }
}
