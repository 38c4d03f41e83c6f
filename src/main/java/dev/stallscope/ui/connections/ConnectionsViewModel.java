package dev.stallscope.ui.connections;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.IndexedRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.util.Comparator;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The connections of the brushed time in an order, and which of them is selected. */
public final class ConnectionsViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane sorting;
  private final ReadOnlyObjectWrapper<IndexedRows<ConnectionRow>> rows =
      new ReadOnlyObjectWrapper<>(IndexedRows.none());
  private @Nullable ConnectionRows counted;
  private ConnectionOrder order = ConnectionOrder.NUMBER;
  private boolean isDescending;

  /** All rows, and those to show in their order. */
  private record Sorted(ConnectionRows all, IndexedRows<ConnectionRow> rows) {}

  public ConnectionsViewModel(Workspace workspace) {
    this.workspace = workspace;
    sorting = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, _) -> load());
    workspace.selection().rangeProperty().addListener((_, _, _) -> load());
    load();
  }

  /** What the table shows. */
  public ReadOnlyObjectProperty<IndexedRows<ConnectionRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** Sorts by a column. */
  void sort(ConnectionOrder by, boolean descending) {
    if (by != order || descending != isDescending) {
      order = by;
      isDescending = descending;
      load();
    }
  }

  /** Selects a connection for all panes. */
  public void select(int connection) {
    if (connection != selected()) {
      workspace.selection().selectConnection(connection);
    }
  }

  /** The id of the selected connection, or -1. */
  public int selected() {
    return workspace.selection().selected().connection();
  }

  /** How many are shown, of how many. */
  public String summary() {
    Analysis analysis = workspace.analysis();
    int all = analysis == null ? 0 : analysis.measurements().connectionCount();
    int shown = rows.get().size();
    return shown == all
        ? Texts.of("connections.count", all)
        : Texts.of("connections.count-of", shown, all);
  }

  /** What to say where there is no connection to show. */
  public String emptyState() {
    Analysis analysis = workspace.analysis();
    boolean hasAny = analysis != null && analysis.measurements().connectionCount() > 0;
    return Texts.of(hasAny ? "connections.none-in-range" : "connections.none");
  }

  /** When the capture begins, from which times are counted. */
  long zeroNanos() {
    Analysis analysis = workspace.analysis();
    return analysis == null ? 0 : analysis.measurements().capture().firstNanos();
  }

  static String limit(ThroughputLimit limit) {
    return Texts.of("limit." + limit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private void load() {
    OpenCapture capture = workspace.capture();
    if (capture == null) {
      sorting.drop();
      counted = null;
      rows.set(IndexedRows.none());
      return;
    }
    TimeSpan range = workspace.selection().rangeProperty().get();
    Comparator<ConnectionRow> comparator = order.comparator(isDescending);
    ConnectionRows before = counted;
    sorting.submit(
        () -> {
          ConnectionRows all = ConnectionRows.of(capture, before);
          return new Sorted(all, all.sorted(range, comparator));
        },
        this::show,
        workspace::say);
  }

  private void show(Sorted sorted) {
    counted = sorted.all();
    rows.set(sorted.rows());
  }
}
