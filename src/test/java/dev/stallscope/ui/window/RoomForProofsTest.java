package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.workspace.Appearance;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the waterfall and the proofs share the window. */
@NeedsDisplay
class RoomForProofsTest {
  @Test
  void aRowLeavesTheWindowToItsProof() {
    for (double height : new double[] {800, 1440}) {
      try (WindowRig rig = open(1280, height, "slow-reader")) {
        rig.await(() -> waterfall(rig).getHeight() < 160);
        assertThat(list(rig).getHeight()).isGreaterThanOrEqualTo(24);
      }
    }
  }

  @Test
  void aCaptureWithoutExchangesHasNoEmptyHalf(@TempDir Path folder) throws Exception {
    Path file =
        CaptureScript.parse("client 0ms ACK\nserver 20ms ACK").writeTo(folder.resolve("acks.pcap"));
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      rig.read(file);
      rig.find("#proofs", Region.class);
      assertThat(list(rig).getItems()).isEmpty();
      rig.await(() -> waterfall(rig).getHeight() < 160);
    }
  }

  @Test
  void theyHaveTheWholeHeightWhileTheUserWantsThat() {
    try (WindowRig rig = open(1280, 800, "http1-page")) {
      Region proofs = rig.find("#proofs", Region.class);
      Region findings = rig.find("#pane-findings", Region.class);
      rig.await(() -> proofs.getHeight() < 0.6 * findings.getHeight());
      rig.robot().push(KeyCode.CONTROL, KeyCode.DIGIT9);
      rig.await(() -> proofs.getHeight() == findings.getHeight() && proofs.getHeight() > 600);
      rig.robot().push(KeyCode.CONTROL, KeyCode.DIGIT9);
      rig.await(() -> proofs.getHeight() < 0.6 * findings.getHeight());
      assertThat(findings.getHeight()).isLessThan(650);
    }
  }

  @Test
  void whatIsFoldedAwayComesBackWhenItIsVisited() {
    try (WindowRig rig = open(1280, 800, "http1-page")) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.DIGIT9);
      rig.await(() -> rig.stage().getScene().lookup("#waterfall-list") == null);
      rig.robot().push(KeyCode.CONTROL, KeyCode.DIGIT2);
      rig.await(() -> list(rig) != null && list(rig).isFocused());
      assertThat(rig.find("#pane-overview", Region.class).getHeight()).isGreaterThan(60);
    }
  }

  @Test
  void rowsOfTheLargestTextAreSeenWhole() {
    try (WindowRig rig = open(1280, 800, "slow-reader")) {
      while (rig.ask(() -> rig.workspace().appearance().scaleProperty().get())
          < Appearance.MAX_SCALE) {
        rig.run(rig.workspace().appearance()::enlarge);
      }
      rig.await(() -> list(rig).getHeight() >= list(rig).getFixedCellSize());
    }
  }

  @Test
  void aWindowThatIsMadeMuchSmallerKeepsTheSharesOfItsParts() {
    try (WindowRig rig = open(2200, 800, "slow-reader")) {
      Region findings = rig.find("#pane-findings", Region.class);
      rig.await(() -> findings.getWidth() > 500);
      rig.run(() -> rig.stage().setWidth(1280));
      rig.await(() -> findings.getWidth() < 350);
    }
  }

  @Test
  void phasesOfAnExchangeFillWhatIsFreeBelowTheDetails() {
    try (WindowRig rig = open(2560, 1440, "http2-flow-control")) {
      for (String pane : List.of("connections", "streams")) {
        rig.robot().clickOn("#tab-" + pane);
        Region course = rig.find("#" + pane + "-detail-course", Region.class);
        rig.await(() -> course.getHeight() > 400);
        assertThat(course.getAccessibleText()).contains("wait ", "receive ", " ms");
        assertThat(bottom(course)).isGreaterThan(1350).isLessThan(1440);
      }
    }
  }

  @Test
  void detailsAreNotPushedAsideWhereThereIsLittleRoom() {
    try (WindowRig rig = open(1280, 800, "slow-reader")) {
      rig.robot().clickOn("#tab-connections");
      rig.await(() -> rig.stage().getScene().lookup("#connections-detail") != null);
      Region details = rig.find("#connections-detail", Region.class);
      rig.await(() -> details.getHeight() >= details.prefHeight(details.getWidth()) - 1);
      Node course = rig.stage().getScene().lookup("#connections-detail-course");
      rig.await(() -> !course.getParent().isVisible());
    }
  }

  private static double bottom(Region region) {
    return region.localToScene(region.getLayoutBounds()).getMaxY();
  }

  @Test
  void allRowsAreInSightWhereTheyHaveRoomAfterACaptureOfOneRow() {
    try (WindowRig rig = open(1280, 800, "slow-reader")) {
      rig.await(() -> rows(rig) == 1);
      rig.read(SampleCaptures.file("http2-head-of-line"));
      rig.await(() -> list(rig).getHeight() >= 6 * list(rig).getFixedCellSize());
      rig.await(() -> rows(rig) == 6);
    }
  }

  /** How many rows can be seen. */
  private static long rows(WindowRig rig) {
    return list(rig).lookupAll(".list-cell").stream()
        .filter(cell -> cell.isVisible() && ((ListCell<?>) cell).getItem() != null)
        .map(cell -> list(rig).sceneToLocal(cell.localToScene(cell.getLayoutBounds())))
        .filter(place -> place.getMinY() > -1 && place.getMaxY() < list(rig).getHeight() + 1)
        .count();
  }

  @Test
  void headingsOfGroupsHaveTheirRoomToo() {
    try (WindowRig rig = open(1280, 800, "http2-head-of-line")) {
      rig.robot().clickOn("#waterfall-grouping").clickOn("by connection");
      rig.await(
          () ->
              list(rig).getItems().size() == 8
                  && list(rig).getHeight() >= 8 * list(rig).getFixedCellSize());
    }
  }

  private static WindowRig open(double width, double height, String sample) {
    WindowRig rig = WindowRig.open(width, height, List.of(), _ -> List.of());
    rig.read(SampleCaptures.file(sample));
    rig.find("#proofs", Region.class);
    return rig;
  }

  private static Region waterfall(WindowRig rig) {
    return (Region) rig.stage().getScene().lookup("#pane-waterfall");
  }

  private static ListView<?> list(WindowRig rig) {
    return (ListView<?>) rig.stage().getScene().lookup("#waterfall-list");
  }
}
