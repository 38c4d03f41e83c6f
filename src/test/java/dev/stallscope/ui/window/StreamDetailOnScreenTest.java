package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Test;

class StreamDetailOnScreenTest {
  @Test
  void theRowsLeaveTheRestToWhatIsKnownOfTheSelectedOne() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("http2-flow-control"))) {
      rig.robot().clickOn("#tab-streams");
      rig.await(() -> detail(rig) != null && "GET /bytes/400000".equals(words(rig)));
      ListView<?> rows = rig.find("#streams-list", ListView.class);
      double needed = 2 * rows.getFixedCellSize();
      assertThat(rows.getHeight()).isBetween(needed, needed + 20);
      rig.run(() -> rows.getSelectionModel().clearAndSelect(0));
      rig.await(() -> words(rig).startsWith("Connection 0"));
    }
  }

  @Test
  void theSelectedStreamIsInSightAndNoRowIsCut() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("http2-stream-limit"))) {
      rig.robot().clickOn("#tab-streams");
      ListView<?> rows = rig.find("#streams-list", ListView.class);
      rig.await(
          () ->
              rows.lookupAll(".list-cell").stream()
                  .filter(cell -> ((ListCell<?>) cell).isSelected() && cell.isVisible())
                  .map(cell -> place(cell, rows))
                  .anyMatch(at -> at.getMinY() > -1 && at.getMaxY() < rows.getHeight() + 1));
      double row = rows.getFixedCellSize();
      assertThat(rows.getItems().size() * row).isGreaterThan(rows.getHeight());
      assertThat(rig.ask(() -> rows.lookupAll(".list-cell")))
          .filteredOn(Node::isVisible)
          .isNotEmpty()
          .allMatch(cell -> Math.abs(Math.IEEEremainder(place(cell, rows).getMinY(), row)) < 0.5);
    }
  }

  private static Bounds place(Node cell, Node rows) {
    return rows.sceneToLocal(cell.localToScene(cell.getLayoutBounds()));
  }

  private static String words(WindowRig rig) {
    return detail(rig).getAccessibleText();
  }

  private static Node detail(WindowRig rig) {
    return rig.stage().getScene().lookup("#streams-detail");
  }
}
