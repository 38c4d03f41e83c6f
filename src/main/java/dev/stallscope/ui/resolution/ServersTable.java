package dev.stallscope.ui.resolution;

import dev.stallscope.chart.DistributionLayout;
import dev.stallscope.chart.Mark;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** How long each server takes, with all its times on one scale. */
final class ServersTable {
  private final ResolutionViewModel model;
  private final Appearance appearance;
  private final TableView<ServerTimes> table;
  private final TableColumn<ServerTimes, ServerTimes> spread = new TableColumn<>();

  ServersTable(ResolutionViewModel model, Appearance appearance) {
    this.model = model;
    this.appearance = appearance;
    table =
        TableColumns.table(
            "servers-table", appearance.scaleProperty(), Texts.of("resolution.servers-table"));
    TableColumns<ServerTimes> columns = new TableColumns<>(table, "server");
    columns.text("kind", 46, times -> Texts.of(times.isDns() ? "step.dns" : "step.tls"));
    columns.text("name", 190, ServerTimes::server);
    columns.number("count", 62, times -> "%,d".formatted(times.count()));
    columns.number("least", 72, times -> DurationText.of(times.leastNanos()));
    columns.number("median", 72, times -> DurationText.of(times.medianNanos()));
    columns.number("most", 72, times -> DurationText.of(times.mostNanos()));
    spread.setPrefWidth(300);
    spread.setReorderable(false);
    spread.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    spread.setCellFactory(_ -> new SpreadCell());
    table.getColumns().add(spread);
    columns.fill(spread);
    table.getColumns().forEach(column -> column.setSortable(false));
    model.shownProperty().addListener((_, _, _) -> show());
    show();
  }

  TableView<ServerTimes> node() {
    return table;
  }

  private void show() {
    ResolutionViewModel.Shown shown = model.shownProperty().get();
    table.getItems().setAll(shown.servers());
    spread.setText(Texts.of("server.spread", DurationText.of(shown.mostNanos())));
    table.setPlaceholder(EmptyState.of(model.emptyState()));
  }

  /** The times of one server as a picture. */
  private final class SpreadCell extends TableCell<ServerTimes, ServerTimes> {
    private final ChartCanvas canvas =
        new ChartCanvas(appearance, (width, height, _) -> marks(width, height));

    SpreadCell() {
      getStyleClass().add("chart-cell");
      setGraphic(canvas);
      canvas.prefWidthProperty().bind(widthProperty().subtract(20));
      canvas.prefHeightProperty().bind(heightProperty().subtract(4));
    }

    @Override
    protected void updateItem(ServerTimes times, boolean isEmpty) {
      super.updateItem(times, isEmpty);
      canvas.setVisible(!isEmpty);
      canvas.redraw();
    }

    private List<Mark> marks(double width, double height) {
      ServerTimes times = getItem();
      return times == null
          ? List.of()
          : DistributionLayout.marks(
              times.sortedNanos(), model.shownProperty().get().mostNanos(), width, height);
    }
  }
}
