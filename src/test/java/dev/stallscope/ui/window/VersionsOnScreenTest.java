package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The versions of HTTP that a capture holds, as a user compares them, with pictures. */
class VersionsOnScreenTest {
  private static final List<Path> BOTH =
      List.of(
          SampleCaptures.file("concurrent-calls"), SampleCaptures.file("http2-concurrent-calls"));

  private static final Path[] PAGES = {
    SampleCaptures.file("http1-page-with-loss"),
    SampleCaptures.file("http2-page-with-loss"),
    SampleCaptures.file("http3-page-with-loss")
  };

  @Test
  void whatIsComparedIsChosenFromAList() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.DIGIT7);
      Label empty = rig.find("#capture-versions-empty", Label.class);
      rig.await(() -> empty.isVisible() && empty.getText().startsWith("All 4 requests"));
      rig.run(() -> rig.workspace().open(BOTH));
      ComboBox<?> subjects = rig.find("#capture-versions-subject", ComboBox.class);
      rig.await(() -> subjects.getItems().size() == 7 && !empty.isVisible());
      TableView<?> table = rig.find("#capture-versions-table", TableView.class);
      rig.await(() -> table.getItems().size() == 2);
      rig.run(() -> subjects.getSelectionModel().select(1));
      rig.await(() -> table.getItems().size() == 3);
      assertThat(rig.find("#capture-versions-chart", Node.class).getAccessibleText())
          .startsWith("Cold, too few runs to tell HTTP/1.1 from HTTP/2");
    }
  }

  @NeedsDisplay
  @Test
  void inTheirThemes() {
    for (double width : new double[] {1280, 2560}) {
      try (WindowRig rig =
          WindowRig.open(width, width == 1280 ? 800 : 1440, List.of(), _ -> List.of())) {
        rig.read(SampleCaptures.file("slow-server"));
        rig.robot().clickOn("#tab-versions");
        Label empty = rig.find("#capture-versions-empty", Label.class);
        rig.await(() -> empty.isVisible() && empty.getText().startsWith("All 4 requests"));
        picture(rig, "versions-none-%.0f".formatted(width));
        rig.run(() -> rig.workspace().open(BOTH));
        ComboBox<?> subjects = rig.find("#capture-versions-subject", ComboBox.class);
        rig.await(() -> subjects.getItems().size() == 7 && !empty.isVisible());
        rig.run(() -> subjects.getSelectionModel().select(1));
        TableView<?> table = rig.find("#capture-versions-table", TableView.class);
        rig.await(() -> table.getItems().size() == 3);
        picture(rig, "versions-capture-%.0f".formatted(width));
        rig.read(PAGES);
        rig.await(() -> subjects.getItems().size() == 25);
        rig.await(() -> table.getItems().size() == 3);
        picture(rig, "versions-page-%.0f".formatted(width));
        rig.robot().clickOn("#capture-versions-waterfalls");
        ToggleButton requests = rig.find("#capture-versions-waterfalls", ToggleButton.class);
        rig.await(requests::isSelected);
        picture(rig, "versions-requests-%.0f".formatted(width));
      }
    }
  }

  private static void picture(WindowRig rig, String name) {
    Screenshots.inBothThemes(rig, "window-" + name, Tone.PANEL, 100_000);
  }
}
