package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.ManyExchanges;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.connections.ConnectionRow;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand rows in the tables of the window: each step that a person takes comes to its
 * end.
 */
class LargeCapturesOnScreenTest {
  private static final int ROWS = 100_000;

  /** Between two rows that are looked at; prime, so that they are not alike. */
  private static final int STRIDE = 9_973;

  @Test
  void exchangesScrollSortFilterAndAreSelected(@TempDir Path folder) throws Exception {
    Path file = ManyExchanges.write(folder.resolve("many.pcap"), ROWS);
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      rig.read(file);
      awaitRows(rig, ROWS);
      for (int row = 0; row < ROWS; row += STRIDE) {
        int next = row;
        rig.run(() -> exchanges(rig).scrollTo(next));
        assertThat(rig.robot().lookup(".waterfall-cell").queryAllAs(ListCell.class))
            .anyMatch(cell -> !cell.isEmpty() && cell.getItem().equals(next));
      }
      rig.robot().clickOn("#sort-label");
      rig.await(() -> scrolledTo(rig, 1).contains("/item/10000?"));
      rig.run(() -> rig.workspace().selection().selectConnection(7));
      rig.run(() -> exchanges(rig).getSelectionModel().clearAndSelect(ROWS / 2));
      assertThat(rig.workspace().selection().selected().exchange()).isNotNegative();
      rig.robot().clickOn("#waterfall-filter").write("status:503");
      awaitRows(rig, 100);
      assertThat(rig.find("#waterfall-count", Label.class).getText()).isEqualTo("100 of 100,000");
    }
  }

  @Test
  void connectionsScrollSortAreNarrowedAndSelected(@TempDir Path folder) throws Exception {
    Path file = ManyExchanges.writeApart(folder.resolve("apart.pcap"), ROWS);
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      rig.read(file);
      rig.robot().clickOn("#tab-connections");
      rig.await(() -> connections(rig).getItems().size() == ROWS);
      for (int row = 0; row < ROWS; row += STRIDE) {
        int next = row;
        rig.run(() -> connections(rig).scrollTo(next));
      }
      TableColumn<ConnectionRow, ?> received = column(rig, "received");
      received.setSortType(TableColumn.SortType.DESCENDING);
      rig.run(() -> connections(rig).getSortOrder().add(received));
      rig.await(() -> connections(rig).getItems().getFirst().receivedBytes() > 50);
      rig.run(() -> connections(rig).getSelectionModel().clearAndSelect(ROWS / 2));
      int chosen = rig.ask(() -> connections(rig).getItems().get(ROWS / 2).id());
      assertThat(rig.workspace().selection().selected().connection()).isEqualTo(chosen);
      rig.await(() -> rig.stage().getScene().lookup("#window-graph") != null);
      TimeSpan second = firstSecond(rig);
      rig.run(() -> rig.workspace().selection().rangeProperty().set(second));
      rig.await(() -> connections(rig).getItems().size() < ROWS / 50);
    }
  }

  private static TimeSpan firstSecond(WindowRig rig) {
    long start = rig.workspace().analysis().measurements().capture().firstNanos();
    return new TimeSpan(start, start + Nanos.PER_SECOND);
  }

  private static void awaitRows(WindowRig rig, int rows) {
    rig.await(() -> exchanges(rig).getItems().size() == rows);
  }

  /**
   * Scrolls to a row, since sorting keeps the selected one in sight, and says it once it is there.
   */
  private static String scrolledTo(WindowRig rig, int row) {
    exchanges(rig).scrollTo(row);
    return rig.robot().lookup(".waterfall-cell").queryAllAs(ListCell.class).stream()
        .filter(cell -> Integer.valueOf(row).equals(cell.getItem()))
        .map(ListCell::getAccessibleText)
        .findFirst()
        .orElse("");
  }

  @SuppressWarnings("unchecked")
  private static ListView<Integer> exchanges(WindowRig rig) {
    return (ListView<Integer>) rig.stage().getScene().lookup("#waterfall-list");
  }

  @SuppressWarnings("unchecked")
  private static TableView<ConnectionRow> connections(WindowRig rig) {
    return (TableView<ConnectionRow>) rig.stage().getScene().lookup("#connections-table");
  }

  private static TableColumn<ConnectionRow, ?> column(WindowRig rig, String id) {
    return connections(rig).getColumns().stream()
        .filter(column -> id.equals(column.getId()))
        .findFirst()
        .orElseThrow();
  }
}
