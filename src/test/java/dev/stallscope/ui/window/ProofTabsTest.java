package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.detail.PacketField;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The connections and packets as a user meets them. */
class ProofTabsTest {
  @Test
  void aConnectionThatIsClickedIsSelectedEverywhere() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("tls-no-resumption"))) {
      TableView<?> table = show(rig, "connections", "#connections-table");
      rig.await(() -> table.getItems().size() == 4);
      rig.robot()
          .clickOn(rig.robot().lookup("#connections-table .table-row-cell").nth(2).<Node>query());
      assertThat(rig.workspace().selection().selected().connection()).isEqualTo(2);
      rig.run(() -> rig.workspace().selection().selectConnection(1));
      assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(1);
    }
  }

  @Test
  void aTableThatNobodySeesIsFilledWhenItIsLookedAt() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("tls-no-resumption"))) {
      TableView<?> table = show(rig, "connections", "#connections-table");
      rig.await(() -> table.getItems().size() == 4);
      rig.robot().clickOn("#tab-streams");
      CompletableFuture<Void> shown = new CompletableFuture<>();
      List<Path> grown = List.of(SampleCaptures.file("slow-server"));
      rig.run(() -> rig.workspace().refresh(grown, () -> shown.complete(null)));
      shown.join();
      assertThat(rig.ask(() -> table.getItems().size())).isZero();
      rig.robot().clickOn("#tab-connections");
      rig.await(() -> table.getItems().size() == 1);
    }
  }

  @Test
  void connectionsAreSortedByTheirColumns() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("tls-no-resumption"))) {
      TableView<?> table = show(rig, "connections", "#connections-table");
      rig.await(() -> table.getItems().size() == 4);
      Object first = rig.ask(() -> table.getItems().getFirst());
      rig.run(() -> sort(table, "start"));
      rig.await(() -> first.equals(table.getItems().getLast()));
      assertThat(table.getItems()).hasSize(4);
    }
  }

  @Test
  void aPacketShowsItsFieldsAndAFieldItsBytes() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      TableView<?> table = show(rig, "packets", "#packets-table");
      rig.await(() -> !table.getItems().isEmpty());
      rig.robot()
          .clickOn(rig.robot().lookup("#packets-table .table-row-cell").nth(1).<Node>query());
      rig.await(() -> rig.robot().lookup("#packet-fields").tryQuery().isPresent());
      TreeView<?> tree = rig.find("#packet-fields", TreeView.class);
      TreeItem<?> header =
          tree.getRoot().getChildren().stream()
              .filter(item -> ((PacketField) item.getValue()).length() > 0)
              .skip(1)
              .findFirst()
              .orElseThrow();
      rig.run(() -> select(tree, header));
      assertThat(rig.robot().lookup(".hex-marked").queryAll()).isNotEmpty();
    }
  }

  @Test
  void aStepThatIsClickedShowsItsLadderAndSelectsItsExchange() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("tls-no-resumption"))) {
      TableView<?> table = show(rig, "resolution", "#steps-table");
      rig.await(() -> table.getItems().size() == 4);
      rig.robot().clickOn(rig.robot().lookup("#steps-table .table-row-cell").nth(2).<Node>query());
      assertThat(rig.workspace().selection().selected().connection()).isEqualTo(2);
      assertThat(rig.find("#ladder", Node.class).getAccessibleText()).contains("ClientHello");
      rig.robot().clickOn("#resolution-times");
      assertThat(rig.find("#servers-table", TableView.class).getItems()).hasSize(1);
    }
  }

  @Test
  void theStreamIsFollowedAndLeftWithEscape() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      show(rig, "packets", "#packets-table");
      rig.robot().clickOn("#packets-follow");
      ListView<?> lines = rig.find("#stream", ListView.class);
      rig.await(() -> !lines.getItems().isEmpty());
      assertThat(rig.find("#stream-title", Label.class).getText()).startsWith("TCP stream 0: ");
      rig.robot().push(KeyCode.ESCAPE);
      assertThat(rig.find("#packets-table", TableView.class).isVisible()).isTrue();
      assertThat(rig.ask(() -> lines.getItems().isEmpty())).isTrue();
    }
  }

  @Test
  void theFilterIsCopied() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      show(rig, "packets", "#packets-table");
      rig.run(() -> Clipboard.getSystemClipboard().clear());
      rig.robot().clickOn("#packets-copy-filter");
      rig.await(() -> "tcp.stream eq 0".equals(Clipboard.getSystemClipboard().getString()));
    }
  }

  @NeedsDisplay
  @Test
  void allPacketsAreShownByAKeyAndAtAClick() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-reader"))) {
      TableView<?> table = show(rig, "packets", "#packets-table");
      int all = Objects.requireNonNull(rig.workspace().capture()).index().count();
      rig.run(() -> rig.workspace().selection().select(exchange(rig)));
      rig.await(() -> table.getItems().size() < all);
      rig.robot().push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
      rig.await(() -> table.getItems().size() == all);
      rig.robot().clickOn("#packets-selection");
      rig.await(() -> table.getItems().size() < all);
    }
  }

  private static Exchange exchange(WindowRig rig) {
    return Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges().getFirst();
  }

  private static <S> void sort(TableView<S> table, String column) {
    TableColumn<S, ?> by =
        table.getColumns().stream()
            .filter(one -> one.getId().equals(column))
            .findFirst()
            .orElseThrow();
    by.setSortType(TableColumn.SortType.DESCENDING);
    table.getSortOrder().setAll(List.of(by));
  }

  private static <T> void select(TreeView<T> tree, TreeItem<?> item) {
    tree.getSelectionModel().select(tree.getRoot().getChildren().indexOf(item));
  }

  private static TableView<?> show(WindowRig rig, String pane, String table) {
    rig.robot().clickOn("#tab-" + pane);
    return rig.find(table, TableView.class);
  }
}
