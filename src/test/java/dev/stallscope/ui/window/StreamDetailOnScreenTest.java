package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import javafx.scene.Node;
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

  private static String words(WindowRig rig) {
    return detail(rig).getAccessibleText();
  }

  private static Node detail(WindowRig rig) {
    return rig.stage().getScene().lookup("#streams-detail");
  }
}
