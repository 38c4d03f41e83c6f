package dev.stallscope.ui.connections;

import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.InSight;
import dev.stallscope.ui.control.IndexedRows;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.RowInSight;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.control.detail.DetailSplit;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** The connections as a table that can be sorted by each column, and what is known of one. */
public final class ConnectionsView implements Pane {
  /** Of the pane for the table, however many connections there are. */
  private static final double MOST_TABLE = 0.46;

  /** The table's headings, in rows. */
  private static final double HEADINGS = 1.4;

  private static final double SCROLL_BAR = 16;

  private final ConnectionsViewModel model;
  private final TableView<ConnectionRow> table;
  private final RowInSight inSight;
  private final Label summary = new Label();
  private final ConnectionDetailViewModel known;
  private final DetailSplit split;
  private final BorderPane root;
  private final ObservableValue<Boolean> isInSight;
  private boolean isFollowing;

  public ConnectionsView(Workspace workspace) {
    model = new ConnectionsViewModel(workspace);
    table =
        TableColumns.table(
            "connections-table",
            workspace.appearance().scaleProperty(),
            Texts.of("pane.connections"));
    inSight = new RowInSight(table);
    addColumns(workspace.appearance());
    table.setSortPolicy(_ -> sort());
    table.getSelectionModel().selectedIndexProperty().addListener((_, _, at) -> select(at));
    summary.getStyleClass().add("dim");
    HBox header = new HBox(summary);
    header.getStyleClass().add("pane-header");
    known = new ConnectionDetailViewModel(workspace);
    table.setMinHeight(0);
    table.widthProperty().addListener((_, _, _) -> fit());
    table.fixedCellSizeProperty().addListener((_, _, _) -> fit());
    split =
        new DetailSplit(
            workspace, "connections", MOST_TABLE, new WholeRows(table), known.detailProperty());
    root = new BorderPane(split.node());
    root.setTop(header);
    root.getStyleClass().add("proof-pane");
    isInSight = InSight.of(root);
    isInSight.addListener((_, _, isNow) -> catchUp(isNow));
    known.inSightProperty().bind(isInSight);
    model.rowsProperty().addListener((_, _, _) -> show());
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    show();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    table.requestFocus();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        Action.of("connection.next", "Alt+Down", () -> step(1)),
        Action.of("connection.previous", "Alt+Up", () -> step(-1)),
        Action.of("connection.copy", "", split::copy));
  }

  private void addColumns(Appearance appearance) {
    TableColumns<ConnectionRow> columns =
        new TableColumns<>(table, "connection", appearance.scaleProperty());
    columns.number("number", 56, row -> Integer.toString(row.id()));
    TableColumn<ConnectionRow, String> client =
        columns.text("client", 112, row -> row.client().toString());
    TableColumn<ConnectionRow, String> server =
        columns.text("server", 102, row -> row.server().toString());
    columns.number("start", 58, this::start);
    columns.number("duration", 66, row -> DurationText.of(row.durationNanos()));
    columns.number("sent", 62, row -> SizeText.of(row.sentBytes()));
    columns.number("received", 72, row -> SizeText.of(row.receivedBytes()));
    columns.number("round-trip", 66, row -> duration(row.roundTripNanos()));
    columns.number("retransmissions", 76, row -> count(row.retransmissions()));
    columns.number("zero-windows", 72, row -> count(row.zeroWindows()));
    columns.text("limit", 108, row -> ConnectionsViewModel.limit(row.limit()));
    columns.number("requests", 70, row -> count(row.requests()));
    columns.fill(client, server);
  }

  private String start(ConnectionRow row) {
    long nanos = row.span().startNanos() - model.zeroNanos();
    return nanos <= 0 ? "0 s" : DurationText.of(nanos);
  }

  private static String duration(long nanos) {
    return nanos < 0 ? "–" : DurationText.of(nanos);
  }

  private static String count(int count) {
    return count == 0 ? "–" : "%,d".formatted(count);
  }

  /** Other items make the table forget what it was sorted by, which is not the user's wish. */
  private boolean sort() {
    if (isFollowing) {
      return true;
    }
    List<TableColumn<ConnectionRow, ?>> by = table.getSortOrder();
    if (by.isEmpty()) {
      model.sort(ConnectionOrder.NUMBER, false);
    } else {
      boolean isDescending = by.getFirst().getSortType() == TableColumn.SortType.DESCENDING;
      model.sort(ConnectionOrder.of(by.getFirst().getId()), isDescending);
    }
    return true;
  }

  private void catchUp(boolean isSeen) {
    if (isSeen && !table.getItems().equals(model.rowsProperty().get())) {
      show();
    }
  }

  /** Filling a table that nobody sees would hold up the panes in sight. */
  private void show() {
    IndexedRows<ConnectionRow> rows =
        isInSight.getValue() ? model.rowsProperty().get() : IndexedRows.none();
    isFollowing = true;
    List<TableColumn<ConnectionRow, ?>> sortedBy = List.copyOf(table.getSortOrder());
    table.setItems(rows);
    table.getSortOrder().setAll(sortedBy);
    isFollowing = false;
    table.setPlaceholder(EmptyState.of(model.emptyState()));
    summary.setText(model.summary());
    fit();
    follow();
  }

  /** Until all rows can be seen, above a scroll bar where columns lie beyond the edge. */
  private void fit() {
    double rows = model.rowsProperty().get().size() + HEADINGS;
    double columns = table.getColumns().stream().mapToDouble(TableColumn::getPrefWidth).sum();
    double scrollBar = columns > table.getWidth() ? SCROLL_BAR : 0;
    split.need(table.getFixedCellSize() * rows + scrollBar);
  }

  private void select(Number at) {
    IndexedRows<ConnectionRow> rows = model.rowsProperty().get();
    if (!isFollowing && at.intValue() >= 0 && at.intValue() < rows.size()) {
      model.select(rows.id(at.intValue()));
    }
  }

  private void follow() {
    IndexedRows<ConnectionRow> rows = model.rowsProperty().get();
    int at = table.getItems().equals(rows) ? rows.indexOfId(model.selected()) : -1;
    isFollowing = true;
    if (at < 0) {
      table.getSelectionModel().clearSelection();
    } else if (at != table.getSelectionModel().getSelectedIndex()) {
      table.getSelectionModel().clearAndSelect(at);
      inSight.seek();
    }
    isFollowing = false;
  }

  private void step(int by) {
    IndexedRows<ConnectionRow> rows = model.rowsProperty().get();
    if (!rows.isEmpty()) {
      int at = rows.indexOfId(model.selected());
      model.select(rows.id(at < 0 ? 0 : Math.clamp(at + by, 0, rows.size() - 1)));
    }
  }
}
