package dev.stallscope.ui.windowgraph;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.Direction;
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
        : Optional.of(new GraphSubject(capture, id, measured.mostData(id)));
  }

  private static int connection(Selected selected, OpenCapture capture) {
    if (selected.connection() >= 0) {
      return selected.connection();
    }
    boolean isPacket = selected.packet() >= 0 && selected.packet() < capture.index().count();
    return isPacket ? capture.index().flow(selected.packet()) : -1;
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
