package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/** The rows of the packets where a selection leads to one of them. */
class PacketRowsOnScreenTest {
  @Test
  void noRowIsCutWhereverTheSelectionLeads() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      TableView<?> table = show(rig);
      for (int packet : new int[] {645, 0, 300, 640}) {
        rig.run(() -> rig.workspace().selection().selectPacket(packet));
        rig.await(() -> isInSight(table, packet));
        assertThat(rig.ask(() -> cut(table))).as("packet " + packet).isEmpty();
      }
    }
  }

  @Test
  void aRowThatIsClickedAtTheBottomIsStillSeenAboveItsFields() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      TableView<?> table = show(rig);
      rig.run(() -> rig.workspace().selection().selectPacket(-1));
      rig.await(() -> rig.robot().lookup("#packet-fields").tryQuery().isEmpty());
      assertThat(rig.ask(() -> cut(table))).isEmpty();
      double before = table.getHeight();
      TableRow<?> last = rig.ask(() -> rows(table).getLast());
      int packet = last.getIndex();
      rig.robot().clickOn(last);
      rig.await(() -> table.getHeight() < before && isInSight(table, packet));
      assertThat(rig.ask(() -> cut(table))).isEmpty();
    }
  }

  private static TableView<?> show(WindowRig rig) {
    rig.robot().clickOn("#tab-packets");
    TableView<?> table = rig.find("#packets-table", TableView.class);
    rig.robot().clickOn("#packets-all");
    rig.await(() -> table.getItems().size() == 646);
    return table;
  }

  private static boolean isInSight(TableView<?> table, int row) {
    return rows(table).stream()
        .filter(cell -> cell.getIndex() == row)
        .map(cell -> place(cell, table))
        .anyMatch(at -> at.getMinY() >= top(table) - 1 && at.getMaxY() <= bottom(table) + 1);
  }

  /** Rows of which a part is out of sight. */
  private static List<Integer> cut(TableView<?> table) {
    return rows(table).stream()
        .filter(
            cell ->
                place(cell, table).getMinY() < top(table) - 0.5
                    || place(cell, table).getMaxY() > bottom(table) + 1)
        .map(TableRow::getIndex)
        .toList();
  }

  private static double top(TableView<?> table) {
    return ((Region) table.lookup(".column-header-background")).getHeight();
  }

  private static double bottom(TableView<?> table) {
    Region bar = (Region) table.lookup(".scroll-bar:horizontal");
    return table.getHeight() - (bar.isVisible() ? bar.getHeight() : 0);
  }

  private static Bounds place(Node cell, TableView<?> table) {
    return table.sceneToLocal(cell.localToScene(cell.getLayoutBounds()));
  }

  /** Those of which more than nothing can be seen, from the top. */
  private static List<TableRow<?>> rows(TableView<?> table) {
    return table.lookupAll(".table-row-cell").stream()
        .<TableRow<?>>map(TableRow.class::cast)
        .filter(row -> row.isVisible() && !row.isEmpty())
        .filter(
            row ->
                place(row, table).getMaxY() > top(table) + 0.5
                    && place(row, table).getMinY() < bottom(table) - 1)
        .sorted((one, other) -> Integer.compare(one.getIndex(), other.getIndex()))
        .toList();
  }
}
