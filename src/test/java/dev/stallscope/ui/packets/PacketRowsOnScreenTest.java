package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.TableRows;
import dev.stallscope.testkit.WindowRig;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

/** The rows of the packets where a selection leads to one of them. */
class PacketRowsOnScreenTest {
  @Test
  void noRowIsCutWhereverTheSelectionLeads() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      TableView<?> table = show(rig);
      for (int packet : new int[] {645, 0, 300, 640}) {
        rig.run(() -> rig.workspace().selection().selectPacket(packet));
        rig.await(() -> TableRows.isInSight(table, packet));
        assertThat(rig.ask(() -> TableRows.cut(table))).as("packet " + packet).isEmpty();
      }
    }
  }

  @Test
  void aRowThatIsClickedAtTheBottomIsStillSeenAboveItsFields() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      TableView<?> table = show(rig);
      rig.run(() -> rig.workspace().selection().selectPacket(-1));
      rig.await(() -> rig.robot().lookup("#packet-fields").tryQuery().isEmpty());
      assertThat(rig.ask(() -> TableRows.cut(table))).isEmpty();
      double before = table.getHeight();
      TableRow<?> last = rig.ask(() -> TableRows.rows(table).getLast());
      int packet = last.getIndex();
      rig.robot().clickOn(last);
      rig.await(() -> table.getHeight() < before && TableRows.isInSight(table, packet));
      assertThat(rig.ask(() -> TableRows.cut(table))).isEmpty();
    }
  }

  private static TableView<?> show(WindowRig rig) {
    rig.robot().clickOn("#tab-packets");
    TableView<?> table = rig.find("#packets-table", TableView.class);
    rig.robot().clickOn("#packets-all");
    rig.await(() -> table.getItems().size() == 646);
    return table;
  }
}
