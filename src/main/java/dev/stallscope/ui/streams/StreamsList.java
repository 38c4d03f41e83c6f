package dev.stallscope.ui.streams;

import dev.stallscope.ui.control.ChartCell;
import dev.stallscope.ui.control.RowInSight;
import dev.stallscope.ui.control.RowItems;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;

/** The rows: a list that follows the selection and tells it. */
final class StreamsList {
  private static final double ROW_HEIGHT = 24;

  private final StreamsViewModel model;
  private final StreamsDrawing drawing;
  private final Workspace workspace;
  private final SimpleIntegerProperty revision = new SimpleIntegerProperty();
  private final RowItems items = new RowItems();
  private final ListView<Integer> list = new ListView<>(items);
  private final RowInSight inSight = new RowInSight(list);
  private int connection = -1;
  private boolean isFollowing;

  StreamsList(Workspace workspace, StreamsViewModel model, StreamsDrawing drawing) {
    this.workspace = workspace;
    this.model = model;
    this.drawing = drawing;
    list.setId("streams-list");
    list.setAccessibleText(Texts.of("pane.streams"));
    list.setAccessibleHelp(Texts.of("streams.help"));
    list.setCellFactory(_ -> cell());
    list.fixedCellSizeProperty().bind(workspace.appearance().scaleProperty().multiply(ROW_HEIGHT));
    list.getSelectionModel()
        .selectedIndexProperty()
        .addListener((_, _, row) -> tell(row.intValue()));
    model.rowsProperty().addListener((_, _, rows) -> show(rows));
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
  }

  /** A click on bytes selects the packet that brought them, too. */
  private ChartCell cell() {
    ChartCell cell = new ChartCell(drawing, workspace.appearance(), revision);
    cell.setOnMouseClicked(
        event -> {
          Integer row = cell.getItem();
          if (row != null && event.getButton() == MouseButton.PRIMARY) {
            drawing.runAt(row, event.getX()).ifPresent(model::selectRun);
          }
        });
    return cell;
  }

  ListView<Integer> node() {
    return list;
  }

  void redraw() {
    revision.set(revision.get() + 1);
  }

  /** A connection that goes on stays where the user has scrolled it to. */
  private void show(StreamRows rows) {
    boolean isSame = rows.connection() == connection;
    connection = rows.connection();
    if (isSame) {
      inSight.leave();
    }
    isFollowing = true;
    items.resize(rows.size());
    isFollowing = false;
    redraw();
    select(!isSame);
  }

  private void tell(int row) {
    if (!isFollowing && row >= 0 && row < model.rows().size()) {
      model.select(row);
    }
  }

  private void follow() {
    redraw();
    select(true);
  }

  private void select(boolean isSought) {
    int row = model.selectedRow();
    if (row != list.getSelectionModel().getSelectedIndex()) {
      isFollowing = true;
      list.getSelectionModel().clearSelection();
      if (row >= 0) {
        list.getSelectionModel().clearAndSelect(row);
        if (isSought) {
          inSight.seek();
        }
      }
      isFollowing = false;
    }
  }
}
