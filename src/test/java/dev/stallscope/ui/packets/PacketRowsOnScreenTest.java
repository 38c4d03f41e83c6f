package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.TableRows;
import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
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

  @Test
  void theBytesOfAPacketAreWholeBesideTheirScrollBar() {
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      rig.read(SampleCaptures.file("slow-reader"));
      rig.robot().clickOn("#tab-packets");
      rig.run(() -> rig.workspace().selection().selectPacket(154));
      ListView<?> bytes = rig.find("#packet-hex", ListView.class);
      rig.await(() -> bytes.getItems().size() > 15);
      rig.run(rig.stage().getScene().getRoot()::layout);
      Set<Node> bars = rig.ask(() -> bytes.lookupAll(".scroll-bar"));
      assertThat(bars)
          .filteredOn(Node::isVisible)
          .extracting(bar -> ((ScrollBar) bar).getOrientation())
          .containsExactly(Orientation.VERTICAL);
      double lines = bytes.getHeight() / bytes.getFixedCellSize();
      assertThat(lines).isCloseTo(Math.rint(lines), within(0.1));
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
