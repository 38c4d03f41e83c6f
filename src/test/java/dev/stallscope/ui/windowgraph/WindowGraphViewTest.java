package dev.stallscope.ui.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.workspace.Selected;
import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class WindowGraphViewTest {
  @Test
  void aSelectedFindingIsDrawnAndTheButtonsWork() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      show(rig);
      String title = title(rig);
      assertThat(title).contains(" → ");
      rig.run(() -> rig.find("#graph-direction", Button.class).fire());
      rig.await(() -> !title(rig).equals(title));
      WritableImage relative = picture(rig);
      rig.run(() -> rig.find("#graph-absolute", ToggleButton.class).fire());
      assertThat(isSame(relative, picture(rig))).isFalse();
    }
  }

  @NeedsDisplay
  @Test
  void theWheelZoomsADragZoomsAndADoubleClickShowsAll() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      show(rig);
      rig.run(() -> rig.find("#graph-all", Button.class).fire());
      WritableImage all = picture(rig);
      rig.robot().moveTo("#window-graph").scroll(3, VerticalDirection.UP);
      away(rig);
      WritableImage near = picture(rig);
      assertThat(isSame(all, near)).isFalse();
      rig.robot().drag("#window-graph").dropBy(120, 40);
      away(rig);
      assertThat(isSame(near, picture(rig))).isFalse();
      rig.robot().doubleClickOn("#window-graph");
      away(rig);
      assertThat(isSame(all, picture(rig))).isTrue();
    }
  }

  @Test
  void theLegendAndTheCrosshairCanBeTurnedOff() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      show(rig);
      WritableImage whole = picture(rig);
      press(rig, KeyCode.ALT, KeyCode.SHIFT, KeyCode.L);
      WritableImage bare = picture(rig);
      assertThat(isSame(whole, bare)).isFalse();
      // beside the plot's corner, where no packet is
      hover(rig);
      assertThat(isSame(bare, picture(rig))).isFalse();
      press(rig, KeyCode.ALT, KeyCode.SHIFT, KeyCode.X);
      hover(rig);
      assertThat(isSame(bare, picture(rig))).isTrue();
    }
  }

  private static void press(WindowRig rig, KeyCode... keys) {
    rig.run(() -> graph(rig).requestFocus());
    rig.robot().push(keys);
  }

  private static void hover(WindowRig rig) {
    away(rig);
    Bounds bounds = rig.ask(() -> graph(rig).localToScreen(graph(rig).getBoundsInLocal()));
    rig.robot().moveTo(bounds.getMinX() + bounds.getWidth() / 2, bounds.getMinY() + 20);
  }

  @NeedsDisplay
  @Test
  void aClickOnASegmentSelectsItsPacketAndTheKeysMove() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      show(rig);
      rig.run(() -> rig.find("#graph-all", Button.class).fire());
      Selected before = rig.workspace().selection().selected();
      Bounds bounds = rig.ask(() -> graph(rig).localToScreen(graph(rig).getBoundsInLocal()));
      for (int x = 60; x < 200 && before.equals(rig.workspace().selection().selected()); x += 10) {
        rig.robot().clickOn(bounds.getMinX() + x, bounds.getMaxY() - 40);
        // far enough apart not to be a double click
        rig.robot().moveBy(0, -60);
      }
      Selected after = rig.workspace().selection().selected();
      assertThat(after.packet()).isNotNegative().isNotEqualTo(before.packet());
      assertThat(after.connection()).isEqualTo(before.connection());
      away(rig);
      WritableImage still = picture(rig);
      rig.run(() -> graph(rig).requestFocus());
      rig.robot().push(KeyCode.PAGE_UP);
      assertThat(isSame(still, picture(rig))).isFalse();
    }
  }

  @Test
  void withoutASelectionItSaysWhatToDo() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      show(rig);
      rig.run(rig.workspace().selection()::selectNothing);
      Label vacancy = rig.find("#graph-vacancy", Label.class);
      assertThat(vacancy.getText()).startsWith("Select a finding");
      assertThat(rig.ask(() -> graph(rig).isVisible())).isFalse();
    }
  }

  /** Brings the graph to the front and waits until it is drawn. */
  static void show(WindowRig rig) {
    rig.run(
        () -> {
          TabPane proofs = (TabPane) rig.stage().getScene().lookup("#proofs");
          proofs.getTabs().stream()
              .filter(tab -> tab.getId().equals("tab-tcp-window"))
              .forEach(proofs.getSelectionModel()::select);
        });
    rig.await(() -> title(rig).contains(" → "));
  }

  private static String title(WindowRig rig) {
    return rig.ask(() -> ((Label) rig.stage().getScene().lookup("#graph-title")).getText());
  }

  private static Node graph(WindowRig rig) {
    return rig.stage().getScene().lookup("#window-graph");
  }

  private static void away(WindowRig rig) {
    rig.robot().moveTo("#findings-list");
  }

  private static WritableImage picture(WindowRig rig) {
    rig.run(() -> graph(rig).requestFocus());
    return rig.ask(() -> graph(rig).snapshot(null, null));
  }

  private static boolean isSame(WritableImage one, WritableImage other) {
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) {
          return false;
        }
      }
    }
    return true;
  }
}
