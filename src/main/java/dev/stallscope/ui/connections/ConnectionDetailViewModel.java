package dev.stallscope.ui.connections;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.SelectionLinks;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** What is known of the selected connection, or of all of them, read while somebody looks. */
final class ConnectionDetailViewModel {
  private final Workspace workspace;
  private final SelectionLinks links;
  private final BackgroundTasks.Lane reading;
  private final BooleanProperty isInSight = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>(Detail.NOTHING);
  private @Nullable Asked asked;

  /** What was read last, or is being read. */
  private record Asked(OpenCapture capture, int connection, long zeroNanos) {}

  ConnectionDetailViewModel(Workspace workspace) {
    this.workspace = workspace;
    links = new SelectionLinks(workspace.selection());
    reading = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, _) -> follow());
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    workspace.selection().zeroNanosProperty().addListener((_, _, _) -> follow());
    isInSight.addListener((_, _, _) -> follow());
  }

  /** Whether the pane is on screen; nothing is read for one that is not. */
  BooleanProperty inSightProperty() {
    return isInSight;
  }

  ReadOnlyObjectProperty<Detail> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  private void follow() {
    OpenCapture capture = workspace.capture();
    if (capture == null) {
      reading.drop();
      asked = null;
      detail.set(Detail.NOTHING);
      return;
    }
    Asked next = new Asked(capture, connection(capture), zeroNanos(capture));
    if (isInSight.get() && !next.equals(asked)) {
      asked = next;
      reading.submit(
          () ->
              next.connection() < 0
                  ? AllConnections.of(capture, links)
                  : ConnectionDetail.of(
                      new ConnectionSubject(capture, next.connection(), next.zeroNanos()), links),
          detail::set,
          workspace::say);
    }
  }

  /** The selected connection, where the capture has it; -1 for none. */
  private int connection(OpenCapture capture) {
    int connection = workspace.selection().selected().connection();
    return connection < capture.analysis().measurements().connectionCount() ? connection : -1;
  }

  /** What all panes call 0, else the capture's beginning. */
  private long zeroNanos(OpenCapture capture) {
    Long chosen = workspace.selection().zeroNanosProperty().get();
    return chosen == null ? capture.analysis().measurements().capture().firstNanos() : chosen;
  }
}
