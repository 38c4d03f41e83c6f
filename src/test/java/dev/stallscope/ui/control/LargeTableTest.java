package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

/** A table of a million rows makes those that are on the screen, whatever is done with it. */
class LargeTableTest {
  private static final int ROWS = 1_000_000;

  /** Some screens full. */
  private static final int FEW = 400;

  private final AtomicInteger made = new AtomicInteger();

  @Test
  void onlyRowsOnTheScreenAreMade() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      TableView<Row> table =
          rig.ask(() -> TableColumns.table("large", new SimpleDoubleProperty(1), "rows"));
      rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(table));
      rig.run(() -> fill(table));
      assertFewWereMade("opening");
      rig.run(() -> table.getSelectionModel().clearAndSelect(ROWS - 10));
      rig.run(() -> table.scrollTo(ROWS - 20));
      assertFewWereMade("selecting");
      rig.run(() -> table.getSelectionModel().selectPrevious());
      rig.run(() -> table.scrollTo(ROWS / 2));
      assertFewWereMade("scrolling");
      rig.run(() -> table.setItems(rows()));
      rig.run(() -> table.getSelectionModel().clearAndSelect(3));
      assertFewWereMade("other rows");
      rig.run(() -> table.getSelectionModel().clearSelection());
      rig.run(() -> table.setItems(IndexedRows.none()));
      assertFewWereMade("clearing");
    }
  }

  /** What a row is made as; each time another object, as rows are. */
  private static final class Row {
    final int id;

    Row(int id) {
      this.id = id;
    }
  }

  private void fill(TableView<Row> table) {
    TableColumn<Row, String> number =
        new TableColumns<Row>(table, "connection", new SimpleDoubleProperty(1))
            .number("number", 80, row -> Integer.toString(row.id));
    table.setSortPolicy(_ -> true);
    table.setItems(rows());
    table.getSortOrder().setAll(List.of(number));
  }

  private IndexedRows<Row> rows() {
    return IndexedRows.of(
        IntStream.range(0, ROWS).toArray(),
        id -> {
          made.incrementAndGet();
          return new Row(id);
        },
        item -> item instanceof Row row ? row.id : -1);
  }

  private void assertFewWereMade(String by) {
    assertThat(made.getAndSet(0)).as("rows made by %s", by).isLessThan(FEW);
  }
}
