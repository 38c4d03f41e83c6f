package dev.stallscope.ui.resolution;

import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.SpreadCell;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import javafx.beans.binding.Bindings;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** How long each server takes, with all its times on one scale. */
final class ServersTable {
  /** The heading above the rows is as high as so many rows of text. */
  private static final double HEADER_ROWS = 1.5;

  private static final double MOST_ROWS = 5;

  private final ResolutionViewModel model;
  private final Appearance appearance;
  private final TableView<ServerTimes> table;
  private final TableColumn<ServerTimes, ServerTimes> spread;

  ServersTable(ResolutionViewModel model, Appearance appearance) {
    this.model = model;
    this.appearance = appearance;
    table =
        TableColumns.table(
            "servers-table", appearance.scaleProperty(), Texts.of("resolution.servers-table"));
    TableColumns<ServerTimes> columns =
        new TableColumns<>(table, "server", appearance.scaleProperty());
    columns.text("kind", 46, times -> Texts.of(times.isDns() ? "step.dns" : "step.tls"));
    columns.text("name", 190, ServerTimes::server);
    columns.number("count", 62, times -> "%,d".formatted(times.count()));
    columns.number("least", 72, times -> DurationText.of(times.leastNanos()));
    columns.number("median", 72, times -> DurationText.of(times.medianNanos()));
    columns.number("most", 72, times -> DurationText.of(times.mostNanos()));
    spread =
        SpreadCell.column(
            appearance,
            300,
            ServerTimes::sortedNanos,
            () -> model.shownProperty().get().mostNanos());
    table.getColumns().add(spread);
    table
        .fixedCellSizeProperty()
        .bind(
            Bindings.createDoubleBinding(
                this::rowHeight,
                table.heightProperty(),
                table.itemsProperty(),
                table.getItems(),
                appearance.scaleProperty()));
    columns.fill(spread);
    table.getColumns().forEach(column -> column.setSortable(false));
    model.shownProperty().addListener((_, _, _) -> show());
    show();
  }

  TableView<ServerTimes> node() {
    return table;
  }

  /** Few servers share the height, so that their pictures can be read, up to some rows each. */
  private double rowHeight() {
    double row = TableColumns.rowHeight(appearance.scaleProperty().get());
    double room = table.getHeight() - HEADER_ROWS * row;
    return Math.clamp(
        Math.floor(room / Math.max(1, table.getItems().size())), row, MOST_ROWS * row);
  }

  private void show() {
    ResolutionViewModel.Shown shown = model.shownProperty().get();
    table.getItems().setAll(shown.servers());
    spread.setText(Texts.of("server.spread", DurationText.of(shown.mostNanos())));
    table.setPlaceholder(EmptyState.of(model.emptyState()));
  }
}
