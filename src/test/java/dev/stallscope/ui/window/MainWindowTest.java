package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.report.WholeAmounts;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.TimeAxis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainWindowTest {
  private static final Path SLOW_SERVER = SampleCaptures.file("slow-server");
  private static final Path SLOW_READER = SampleCaptures.file("slow-reader");

  @Test
  void theStartPageOpensASampleAtAClick() {
    Sample sample = new Sample("slow-server", SLOW_SERVER);
    try (WindowRig rig = WindowRig.open(1000, 800, List.of(sample), _ -> List.of())) {
      rig.robot().clickOn("#sample-slow-server");
      rig.await(() -> rig.workspace().capture() != null);
      assertThat(rig.find("#capture-name", Label.class).getText()).isEqualTo("capture.pcapng");
      assertThat(rig.stage().getTitle()).startsWith("capture.pcapng");
    }
  }

  @Test
  void theStatusBarCountsTheExchangesThatTheWaterfallShows() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      List<String> told =
          rig.robot().lookup(".status-bar .label").queryAllAs(Label.class).stream()
              .map(Label::getText)
              .toList();
      assertThat(told).contains("4 exchanges · 1 connection · no lookups");
    }
  }

  @Test
  void theDialogsFilesAreOpened() {
    AtomicReference<List<Path>> chosen = new AtomicReference<>(List.of());
    try (WindowRig rig = WindowRig.open(1000, 800, List.of(), _ -> chosen.get())) {
      rig.robot().clickOn("#toolbar-open");
      assertThat(rig.workspace().filesProperty().get()).isEmpty();
      chosen.set(List.of(SLOW_SERVER));
      rig.robot().clickOn("#toolbar-open");
      rig.await(() -> rig.workspace().capture() != null);
      assertThat(rig.workspace().recent().files()).containsExactly(SLOW_SERVER.toAbsolutePath());
    }
  }

  @Test
  void theCostliestFindingIsToldAtOnceAndItsPacketsCanBeFollowed() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      assertThat(rig.find("#finding-title", Label.class).getText())
          .isEqualTo("The server took 602\u00a0ms to begin its answer to GET /slow/orders");
      Hyperlink link =
          rig.robot().lookup(".proof .hyperlink").queryAllAs(Hyperlink.class).stream()
              .filter(one -> one.getText().matches("\\d+"))
              .findFirst()
              .orElseThrow();
      rig.run(link::fire);
      assertThat(rig.workspace().selection().selected().packet())
          .isEqualTo(Integer.parseInt(link.getText()) - 1);
    }
  }

  @Test
  void aClickOnAnotherFindingSelectsItEverywhere() {
    try (WindowRig rig = WindowRig.open(SLOW_READER)) {
      ListView<?> list = rig.find("#findings-list", ListView.class);
      Finding second = (Finding) list.getItems().get(1);
      rig.robot().clickOn(rig.robot().lookup(".finding-cell").nth(1).<Node>query());
      assertThat(rig.workspace().selection().selected().finding()).isSameAs(second);
      assertThat(rig.find("#finding-title", Label.class).getText())
          .isEqualTo(WholeAmounts.of(second.title()));
    }
  }

  @Test
  void aBrokenFileIsSaidInOneSentence(@TempDir Path folder) throws Exception {
    Path broken = Files.writeString(folder.resolve("holiday.pcap"), "this is no capture");
    try (WindowRig rig = WindowRig.open(broken)) {
      assertThat(rig.ask(() -> rig.workspace().problemProperty().get()))
          .contains("holiday.pcap")
          .doesNotContain("Exception");
      assertThat(rig.find("#banner", Node.class).isVisible()).isTrue();
      rig.robot().clickOn("#banner-dismiss");
      assertThat(rig.ask(() -> rig.workspace().problemProperty().get())).isEmpty();
    }
  }

  @Test
  void f1ShowsTheKeysAndEscapeHidesThem() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      rig.robot().push(KeyCode.F1);
      assertThat(rig.find("#keys", Node.class).isVisible()).isTrue();
      rig.robot().push(KeyCode.ESCAPE);
      assertThat(rig.ask(() -> rig.stage().getScene().lookup("#keys").isVisible())).isFalse();
    }
  }

  @Test
  void noKeyIsSharedByTwoActions() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      List<MenuItem> withKeys =
          items(rig.find("#menu", MenuBar.class).getMenus().stream())
              .filter(item -> item.getAccelerator() != null)
              .toList();
      Map<KeyCombination, List<String>> byKey =
          withKeys.stream()
              .collect(
                  Collectors.groupingBy(
                      MenuItem::getAccelerator,
                      Collectors.mapping(MenuItem::getId, Collectors.toList())));
      assertThat(byKey).hasSizeGreaterThan(50);
      assertThat(byKey.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }
  }

  private static Stream<MenuItem> items(Stream<? extends MenuItem> items) {
    return items.flatMap(
        item -> item instanceof Menu menu ? items(menu.getItems().stream()) : Stream.of(item));
  }

  @Test
  void keysThatMoveWorkWhereAListHasTheFocusButNotWhereTextIsTyped() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      TimeAxis axis = rig.workspace().timeAxis();
      for (String list : List.of("#waterfall-list", "#findings-list")) {
        Node focused = rig.find(list, Node.class);
        rig.run(axis::showAll);
        TimeSpan all = rig.ask(() -> axis.viewProperty().get());
        rig.run(focused::requestFocus);
        rig.run(() -> focused.fireEvent(pressed(KeyCode.UP)));
        TimeSpan less = rig.ask(() -> axis.viewProperty().get());
        assertThat(less.durationNanos()).as(list).isLessThan(all.durationNanos());
        rig.run(() -> focused.fireEvent(pressed(KeyCode.RIGHT)));
        assertThat(rig.ask(() -> axis.viewProperty().get()).startNanos())
            .as(list)
            .isGreaterThan(less.startNanos());
      }
      Node typed = rig.find("#waterfall-filter", Node.class);
      rig.run(typed::requestFocus);
      TimeSpan before = rig.ask(() -> axis.viewProperty().get());
      rig.run(() -> typed.fireEvent(pressed(KeyCode.LEFT)));
      assertThat(rig.ask(() -> axis.viewProperty().get())).isEqualTo(before);
    }
  }

  /** Ctrl+Shift and a key. */
  private static KeyEvent pressed(KeyCode code) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, true, true, false, false);
  }

  @Test
  void whatWasCheckedIsUnfoldedWhereHalfThePaneIsFreeUntilTheUserFoldsIt() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("healthy-page"))) {
      TitledPane checked = rig.find("#findings-clear", TitledPane.class);
      rig.await(checked::isExpanded);
      rig.run(() -> checked.setExpanded(false));
      rig.run(() -> rig.stage().setHeight(rig.stage().getHeight() + 1));
      assertThat(rig.ask(checked::isExpanded)).isFalse();
      rig.read(SLOW_READER);
      assertThat(rig.ask(checked::isExpanded)).isFalse();
      rig.read(SampleCaptures.file("healthy-page"));
      rig.await(checked::isExpanded);
    }
  }

  @Test
  void closingTheCaptureShowsTheStartPage() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      rig.run(rig.workspace()::closeCapture);
      assertThat(rig.find("#start-page", Node.class).isVisible()).isTrue();
      assertThat(rig.stage().getTitle()).isEqualTo("Stallscope");
    }
  }

  @NeedsDisplay
  @Test
  void theKeysOfTheMenuWork() {
    try (WindowRig rig = WindowRig.open(SLOW_READER)) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.H);
      assertThat(rig.find("#findings-list", ListView.class).getItems()).hasSize(2);
      rig.robot().push(KeyCode.CONTROL, KeyCode.Z);
      assertThat(rig.find("#findings-list", ListView.class).getItems()).hasSize(3);
      rig.robot().push(KeyCode.CONTROL, KeyCode.W);
      assertThat(rig.ask(() -> rig.workspace().analysis())).isNull();
    }
  }

  @NeedsDisplay
  @Test
  void aPacketIsGoneToByItsNumber() {
    try (WindowRig rig = WindowRig.open(SLOW_READER)) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.G);
      rig.robot().write("700").push(KeyCode.ENTER);
      assertThat(rig.find("#go-to-card", Node.class).isVisible()).isTrue();
      assertThat(rig.find("#go-to-words", Label.class).getText())
          .isEqualTo("Packets go from 1 to 646");
      rig.robot().push(KeyCode.CONTROL, KeyCode.A).write("164").push(KeyCode.ENTER);
      assertThat(rig.ask(() -> rig.stage().getScene().lookup("#go-to-card").isVisible())).isFalse();
      assertThat(rig.workspace().selection().selected().packet()).isEqualTo(163);
      TableView<?> table = rig.find("#packets-table", TableView.class);
      rig.await(() -> table.getSelectionModel().getSelectedIndex() >= 0);
      assertThat(table.getScene()).isNotNull();
    }
  }

  @NeedsDisplay
  @Test
  void droppedFilesAreOpened() {
    try (WindowRig rig = WindowRig.open(1000, 800, List.of(), _ -> List.of())) {
      Label source = new Label("file manager");
      rig.run(() -> offer(source, rig));
      rig.robot().drag(source).dropTo("#start-page");
      rig.await(() -> rig.workspace().capture() != null);
      assertThat(rig.workspace().filesProperty().get())
          .containsExactly(SLOW_SERVER.toAbsolutePath());
      rig.run(() -> source.getScene().getWindow().hide());
    }
  }

  /** A window beside ours from which a capture can be dragged. */
  private static void offer(Label source, WindowRig rig) {
    source.setMinSize(200, 200);
    source.setOnDragDetected(
        event -> {
          Dragboard board = source.startDragAndDrop(TransferMode.COPY);
          board.setContent(
              Map.of(DataFormat.FILES, List.of(SLOW_SERVER.toAbsolutePath().toFile())));
          event.consume();
        });
    Stage other = new Stage();
    other.setScene(new Scene(source));
    other.setX(rig.stage().getWidth() + 20);
    other.setY(0);
    other.show();
  }

  @NeedsDisplay
  @Test
  void aBrushedRangeIsTheRangeOfAllPanes() {
    try (WindowRig rig = WindowRig.open(SLOW_SERVER)) {
      rig.await(() -> !rig.workspace().selection().selected().equals(Selected.NOTHING));
      rig.robot().drag("#overview-strip").dropBy(100, 0);
      assertThat(rig.ask(() -> rig.workspace().selection().rangeProperty().get())).isNotNull();
      rig.robot().push(KeyCode.ESCAPE);
      assertThat(rig.ask(() -> rig.workspace().selection().rangeProperty().get())).isNull();
    }
  }
}
