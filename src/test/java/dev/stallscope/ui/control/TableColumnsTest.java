package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.WindowRig;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class TableColumnsTest {
  private static final double WIDTH = 900;

  @Test
  void columnsAreAsWideAsTheTextAsksForAndTheLastTakesWhatIsLeft() {
    try (WindowRig rig = WindowRig.open(WIDTH, 600, List.of(), _ -> List.of())) {
      DoubleProperty scale = new SimpleDoubleProperty(1);
      TableView<String> table = rig.ask(() -> TableColumns.table("table", scale, "rows"));
      rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(table));
      TableColumns<String> columns = new TableColumns<>(table, "connection", scale);
      rig.run(
          () -> {
            TableColumn<String, String> start = columns.number("start", 80, row -> row);
            columns.number("duration", 60, row -> row);
            columns.fill(start);
          });
      double room = rig.ask(() -> sum(table));
      assertThat(room).isCloseTo(WIDTH, within(20.0));
      assertThat(width(table, 1)).isEqualTo(60);
      rig.run(() -> scale.set(2));
      assertThat(width(table, 1)).isEqualTo(120);
      assertThat(rig.ask(() -> sum(table))).isCloseTo(room, within(1.0));
      rig.run(() -> scale.set(10));
      assertThat(width(table, 0)).isEqualTo(800);
    }
  }

  @Test
  void aCellWhoseTextIsCutTellsTheRestInItsTooltip() {
    try (WindowRig rig = WindowRig.open(WIDTH, 600, List.of(), _ -> List.of())) {
      TableView<String> table =
          rig.ask(() -> TableColumns.table("table", new SimpleDoubleProperty(1), "rows"));
      rig.run(
          () -> {
            new TableColumns<>(table, "connection", new SimpleDoubleProperty(1))
                .text("start", 90, row -> row);
            table.getItems().setAll("short", "of twenty letters ...");
            ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(table);
          });
      rig.await(() -> rig.ask(() -> tooltips(table)).equals(List.of("", "of twenty letters ...")));
    }
  }

  private static List<String> tooltips(TableView<?> table) {
    return table.lookupAll(".table-cell").stream()
        .map(TableCell.class::cast)
        .filter(cell -> !cell.isEmpty())
        .sorted(Comparator.comparingInt(TableCell::getIndex))
        .map(cell -> cell.getTooltip() == null ? "" : cell.getTooltip().getText())
        .toList();
  }

  private static double sum(TableView<?> table) {
    return table.getColumns().stream().mapToDouble(TableColumn::getWidth).sum();
  }

  private static double width(TableView<?> table, int column) {
    return table.getColumns().get(column).getWidth();
  }
}
