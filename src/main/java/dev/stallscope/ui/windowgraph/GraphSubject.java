package dev.stallscope.ui.windowgraph;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.ui.workspace.Selected;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a graph is of.
 *
 * @param capture null where nothing is open
 * @param connection id of the connection, or -1
 * @param direction in which the data flow
 */
record GraphSubject(@Nullable OpenCapture capture, int connection, Direction direction) {
  static final GraphSubject NOTHING = new GraphSubject(null, -1, Direction.SERVER_TO_CLIENT);

  /** The selected connection, else that of the selected packet, if it is of one. */
  static Optional<GraphSubject> of(Selected selected, OpenCapture capture) {
    Measurements measured = capture.analysis().measurements();
    int id = connection(selected, capture);
    return id < 0 || id >= measured.connectionCount()
        ? Optional.empty()
        : Optional.of(new GraphSubject(capture, id, direction(id, measured)));
  }

  private static int connection(Selected selected, OpenCapture capture) {
    if (selected.connection() >= 0) {
      return selected.connection();
    }
    boolean isPacket = selected.packet() >= 0 && selected.packet() < capture.index().count();
    return isPacket ? capture.index().flow(selected.packet()) : -1;
  }

  /** Most data, else most packets, tell which way is of interest. */
  private static Direction direction(int connection, Measurements measured) {
    if (!measured.isTcp(connection)) {
      DatagramConnection datagrams = measured.datagramConnection(connection);
      return upload(datagrams.fromClient().bytes() > datagrams.fromServer().bytes());
    }
    TcpConnection.Side client = measured.connections().get(connection).fromClient();
    TcpConnection.Side server = measured.connections().get(connection).fromServer();
    return upload(
        client.uniqueBytes() == server.uniqueBytes()
            ? client.packets() > server.packets()
            : client.uniqueBytes() > server.uniqueBytes());
  }

  private static Direction upload(boolean isUpload) {
    return isUpload ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  /** The data that flow the other way. */
  GraphSubject reverse() {
    return facing(direction.reverse());
  }

  /** The data that flow this way. */
  GraphSubject facing(Direction wanted) {
    return new GraphSubject(capture, connection, wanted);
  }

  /** Whether it is of the same connection in a later state of the capture, whichever way. */
  boolean isLaterStateOf(GraphSubject before) {
    return capture != null
        && before.capture != null
        && !capture.equals(before.capture)
        && connection == before.connection;
  }

  /** Whether it is of the same connection, whichever way. */
  boolean isOfSameConnection(GraphSubject other) {
    return capture != null && capture.equals(other.capture) && connection == other.connection;
  }
}
