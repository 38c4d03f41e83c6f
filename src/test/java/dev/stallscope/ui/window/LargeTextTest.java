package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.util.WaitForAsyncUtils;

/** What the window shows at the largest text that it is made for. */
@NeedsDisplay
class LargeTextTest {
  @Test
  void iconsGrowWithTheText() {
    try (WindowRig rig = open("slow-reader")) {
      assertThat(sizeOfIcon(rig)).isEqualTo(14);
      enlarge(rig);
      assertThat(sizeOfIcon(rig)).isEqualTo(28);
    }
  }

  @Test
  void rowsOfFindingsAreAsHighAsTheirLines() {
    try (WindowRig rig = open("slow-reader")) {
      enlarge(rig);
      List<ListCell<?>> cells =
          rig.robot().lookup(".finding-cell").<ListCell<?>>queryAll().stream()
              .filter(cell -> cell.getItem() != null)
              .toList();
      assertThat(cells).hasSizeGreaterThan(1);
      for (ListCell<?> cell : cells) {
        Region row = (Region) cell.getGraphic();
        double needed =
            row.prefHeight(row.getWidth()) + cell.snappedTopInset() + cell.snappedBottomInset();
        assertThat(cell.getHeight()).isBetween(needed, needed + 8);
      }
    }
  }

  @Test
  void howManyChecksWereFineIsWhole() {
    try (WindowRig rig = open("slow-reader")) {
      assertThat(rig.find("#findings-header", Region.class).getHeight()).isBetween(35.0, 37.0);
      enlarge(rig);
      Label checks = rig.find("#findings-checks", Label.class);
      Region header = rig.find("#findings-header", Region.class);
      assertThat(shown(checks).replace("\n", " ")).isEqualTo(checks.getText());
      assertThat(checks.getHeight()).isGreaterThanOrEqualTo(checks.prefHeight(checks.getWidth()));
      assertThat(header.getHeight()).isGreaterThan(checks.getHeight());
    }
  }

  @Test
  void keysAreWhole() {
    try (WindowRig rig = open("slow-reader")) {
      enlarge(rig);
      rig.robot().push(KeyCode.F1);
      rig.find("#keys", Node.class);
      List<Label> keys = List.copyOf(rig.robot().lookup("#keys .key").<Label>queryAll());
      assertThat(keys).hasSizeGreaterThan(50);
      assertThat(keys).allSatisfy(key -> assertThat(shown(key)).isEqualTo(key.getText()));
    }
  }

  @Test
  void theStartPageIsWhole() {
    List<Sample> samples =
        Sample.introduced().stream().map(id -> new Sample(id, SampleCaptures.file(id))).toList();
    try (WindowRig rig = WindowRig.open(1280, 800, samples, _ -> List.of())) {
      for (boolean isLarge : new boolean[] {false, true}) {
        if (isLarge) {
          enlarge(rig);
        }
        List<Label> labels =
            rig.robot().lookup("#start-page .label").<Label>queryAll().stream()
                .filter(label -> label.getParent().isVisible() && label.getHeight() > 0)
                .toList();
        assertThat(labels).hasSizeGreaterThan(25);
        double end = rig.stage().getScene().getWidth();
        long inTheFirstRow =
            rig.robot().lookup("#start-page .card-button").queryAll().stream()
                .map(card -> card.localToScene(card.getLayoutBounds()).getMinY())
                .collect(Collectors.groupingBy(Math::round, TreeMap::new, Collectors.counting()))
                .firstEntry()
                .getValue();
        assertThat(inTheFirstRow).isEqualTo(isLarge ? 2 : 3);
        for (Label label : labels) {
          assertThat(shown(label).replaceAll("\\s+", " ")).isEqualTo(label.getText());
          assertThat(right(label)).as(label.getText()).isLessThanOrEqualTo(end);
          assertThat(label.getHeight())
              .as(label.getText())
              .isGreaterThanOrEqualTo(label.prefHeight(label.getWidth()) - 1);
        }
      }
    }
  }

  @Test
  void whatIsSaidInAnEmptyPaneIsWhole() {
    try (WindowRig rig = open("slow-server")) {
      enlarge(rig);
      rig.robot().clickOn("#tab-versions");
      rig.await(() -> !rig.robot().lookup(".empty-state").queryAll().isEmpty());
      rig.run(rig.stage().getScene().getRoot()::layout);
      List<Label> said =
          rig.robot().lookup(".empty-state").<Label>queryAll().stream()
              .filter(label -> label.getHeight() > 0 && label.getText().contains("HTTP/1.1"))
              .toList();
      assertThat(said).hasSize(1);
      assertThat(shown(said.getFirst()).replace("\n", " ")).isEqualTo(said.getFirst().getText());
    }
  }

  @Test
  void whoHasToActAndTheAddressAboveTheGraphAreWholeWhereTextIsALittleLarger() {
    try (WindowRig rig = open("http1-page-with-loss")) {
      while (rig.ask(() -> rig.workspace().appearance().scaleProperty().get()) < 1.25) {
        rig.run(rig.workspace().appearance()::enlarge);
      }
      rig.robot().clickOn("#tab-tcp-window");
      WaitForAsyncUtils.waitForFxEvents();
      rig.run(rig.stage().getScene().getRoot()::layout);
      List<Label> parties =
          List.copyOf(rig.robot().lookup(".finding-cell .secondary").<Label>queryAll());
      assertThat(parties).hasSize(3);
      assertThat(parties).allSatisfy(party -> assertThat(shown(party)).isEqualTo(party.getText()));
      rig.read(SampleCaptures.file("http2-page"));
      Label title = rig.find("#graph-title", Label.class);
      rig.await(() -> title.getText().contains("→"));
      rig.await(() -> shown(title).equals(title.getText()));
    }
  }

  @Test
  void theLinkAboveTheHandshakesIsWhole() {
    try (WindowRig rig = open("tls12-full")) {
      enlarge(rig);
      rig.robot().clickOn("#tab-resolution");
      Hyperlink link = rig.find("#record-keys", Hyperlink.class);
      assertThat(shown(link)).isEqualTo(link.getText());
      assertThat(right(link)).isLessThanOrEqualTo(rig.stage().getScene().getWidth());
    }
  }

  @Test
  void allTabsAreThereWithTheirWholeTitles() {
    try (WindowRig rig = open("slow-reader")) {
      enlarge(rig);
      double end = rig.ask(() -> right(rig.stage().getScene().lookup("#proofs")));
      List<Label> titles = List.copyOf(rig.robot().lookup("#proofs .tab-label").<Label>queryAll());
      assertThat(titles).hasSizeGreaterThan(4);
      for (Label title : titles) {
        assertThat(right(title)).as(title.getText()).isLessThanOrEqualTo(end);
        assertThat(shown(title)).isEqualTo(title.getText());
        assertThat(title.getHeight()).isGreaterThanOrEqualTo(title.prefHeight(-1));
      }
      Node menu = rig.stage().getScene().lookup("#proofs .control-buttons-tab");
      assertThat(menu.isVisible()).as("menu for tabs that have no room").isFalse();
      Region header = rig.find("#proofs .tab-header-area", Region.class);
      assertThat(header.getHeight()).isGreaterThanOrEqualTo(header.prefHeight(-1));
    }
  }

  @Test
  void tabsGrowWithTheText() {
    try (WindowRig rig = open("slow-reader")) {
      double usual = sizeOfTabs(rig);
      enlarge(rig);
      assertThat(sizeOfTabs(rig)).isGreaterThan(1.6 * usual);
      TabPane tabs = rig.find("#proofs", TabPane.class);
      Tab graph = tabs.getTabs().getFirst();
      assertThat(graph.getText()).isEqualTo("Graph");
      assertThat(graph.getTooltip().getText()).isEqualTo("Window graph");
      rig.run(rig.workspace().appearance()::resetScale);
      rig.await(() -> graph.getText().equals("Window graph") && sizeOfTabs(rig) == usual);
      assertThat(graph.getTooltip()).isNull();
    }
  }

  private static double sizeOfTabs(WindowRig rig) {
    return rig.find("#tab-tcp-window .tab-label", Label.class).getFont().getSize();
  }

  @Test
  void aGraphCanBeReadBelowManyRows() {
    try (WindowRig rig = open("http1-page")) {
      enlarge(rig);
      rig.await(() -> rig.find("#window-graph", Region.class).getHeight() >= 200);
      assertThat(rig.find("#waterfall-list", ListView.class).getHeight())
          .isGreaterThanOrEqualTo(96);
    }
  }

  @Test
  void factsThatHaveNoRoomAreInTooltips() {
    try (WindowRig rig = open("slow-reader")) {
      Label trust = rig.find("#capture-trust", Label.class);
      String whole = trust.getText();
      Label name = rig.find("#capture-name", Label.class);
      assertThat(name.getTooltip()).isNull();
      enlarge(rig);
      assertThat(name.getTooltip().getText()).startsWith("646 packets");
      assertThat(whole).startsWith(trust.getText() + " · captured");
      assertThat(trust.getTooltip().getText()).startsWith(whole + "\n");
    }
  }

  @Test
  void theSelectedRowIsInSightWhereThereIsRoomForTwo() {
    try (WindowRig rig = open("http1-page")) {
      enlarge(rig);
      ListView<?> list = rig.find("#waterfall-list", ListView.class);
      rig.await(
          () ->
              list.lookupAll(".list-cell").stream()
                  .filter(cell -> ((ListCell<?>) cell).isSelected() && cell.isVisible())
                  .map(cell -> list.sceneToLocal(cell.localToScene(cell.getLayoutBounds())))
                  .anyMatch(at -> at.getMinY() > -1 && at.getMaxY() < list.getHeight() + 1));
    }
  }

  @Test
  void theAddressAboveTheGraphIsWhole() {
    try (WindowRig rig = open("slow-reader")) {
      enlarge(rig);
      rig.robot().clickOn("#tab-tcp-window");
      WaitForAsyncUtils.waitForFxEvents();
      rig.run(rig.stage().getScene().getRoot()::layout);
      Label title = rig.find("#graph-title", Label.class);
      assertThat(title.getText()).contains(" → ");
      assertThat(shown(title)).isEqualTo(title.getText());
      Node tools = rig.find("#graph-all", Node.class);
      assertThat(right(tools)).isLessThanOrEqualTo(rig.stage().getScene().getWidth());
    }
  }

  @Test
  void anotherCaptureIsShownThen() {
    try (WindowRig rig = open("tls12-full")) {
      enlarge(rig);
      rig.read(SampleCaptures.file("slow-reader"));
      WaitForAsyncUtils.waitForFxEvents();
      Label title = rig.find("#graph-title", Label.class);
      rig.await(() -> shown(title).equals(title.getText()));
    }
  }

  @Test
  void linksOfAProofAreWhole() {
    try (WindowRig rig = open("tls12-full")) {
      rig.await(() -> !rig.robot().lookup(".proof .hyperlink").queryAll().isEmpty());
      for (Hyperlink link : rig.robot().lookup(".proof .hyperlink").<Hyperlink>queryAll()) {
        assertThat(shown(link).replace("\n", " ")).isEqualTo(link.getText());
        assertThat(link.getHeight()).isGreaterThanOrEqualTo(link.prefHeight(link.getWidth()) - 1);
      }
    }
  }

  @Test
  void bytesOfAPacketStandBelowEachOtherAndNothingAboveThemIsCut() {
    try (WindowRig rig = open("slow-reader")) {
      rig.robot().clickOn("#tab-packets");
      Node filter = rig.find("#packets-copy-filter", Node.class);
      enlarge(rig);
      ListView<?> bytes = rig.find("#packet-hex", ListView.class);
      Node line = bytes.lookup(".hex-plain");
      assertThat(bytes.getFixedCellSize()).isGreaterThan(0.9 * line.getLayoutBounds().getHeight());
      rig.await(() -> !filter.isVisible());
      Node stream = rig.find("#packets-follow", Node.class);
      assertThat(right(stream)).isLessThanOrEqualTo(rig.stage().getScene().getWidth());
      rig.run(rig.workspace().appearance()::resetScale);
      rig.await(filter::isVisible);
    }
  }

  private static WindowRig open(String sample) {
    WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of());
    rig.read(SampleCaptures.file(sample));
    return rig;
  }

  private static void enlarge(WindowRig rig) {
    while (rig.ask(() -> rig.workspace().appearance().scaleProperty().get())
        < Appearance.MAX_SCALE) {
      rig.run(rig.workspace().appearance()::enlarge);
    }
    WaitForAsyncUtils.waitForFxEvents();
    rig.run(rig.stage().getScene().getRoot()::layout);
  }

  private static int sizeOfIcon(WindowRig rig) {
    return rig.find(".severity-icon", FontIcon.class).getIconSize();
  }

  private static double right(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMaxX();
  }

  /** The text as it is drawn, with an ellipsis where it is cut. */
  private static String shown(Node labeled) {
    return ((Text) labeled.lookup(".text")).getText();
  }
}
