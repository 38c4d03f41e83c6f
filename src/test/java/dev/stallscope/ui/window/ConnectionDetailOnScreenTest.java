package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionDetailOnScreenTest {
  private final WindowRig rig = WindowRig.open(SampleCaptures.file("packet-loss"));

  @BeforeEach
  void show() {
    rig.robot().clickOn("#tab-connections");
    rig.await(() -> grid().getChildren().size() == 3);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theTableLeavesTheRestToWhatIsKnown() {
    TableView<?> table = rig.find("#connections-table", TableView.class);
    double needed = 2.4 * table.getFixedCellSize();
    assertThat(table.getHeight()).isBetween(needed - 1, needed + 20);
    assertThat(rig.find("#split-connections", SplitPane.class).getItems()).hasSize(2);
  }

  @Test
  void aSectionIsSaidAndCopiedByTheKeyboard() {
    Node section = section(0);
    assertThat(section.getAccessibleText()).startsWith("SET-UP. Client: 10.77.0.1:59016. Server:");
    rig.run(section::requestFocus);
    rig.robot().push(KeyCode.SHORTCUT, KeyCode.C);
    String copied = rig.ask(() -> Clipboard.getSystemClipboard().getString());
    assertThat(copied).startsWith("Client: 10.77.0.1:59016\nServer: 10.77.0.2:8000\nOpened:");
  }

  @Test
  void aLinkSelectsItsExchange() {
    rig.run(() -> rig.workspace().selection().selectConnection(0));
    Hyperlink link =
        rig.robot().from(grid()).lookup(".hyperlink").<Hyperlink>queryAll().stream()
            .filter(one -> one.getText().startsWith("GET "))
            .findFirst()
            .orElseThrow();
    rig.run(link::fire);
    assertThat(rig.workspace().selection().selected().exchange()).isNotNegative();
  }

  @Test
  void columnsGoBelowEachOtherWhereTextIsLarge() {
    int columns = rig.ask(() -> grid().getColumnConstraints().size());
    for (int i = 0; i < 10; i++) {
      rig.run(rig.workspace().appearance()::enlarge);
    }
    assertThat(columns).isGreaterThan(1);
    assertThat(rig.ask(() -> grid().getColumnConstraints().size())).isEqualTo(1);
  }

  private Node section(int column) {
    return ((Region) grid().getChildren().get(column)).getChildrenUnmodifiable().getFirst();
  }

  private GridPane grid() {
    return (GridPane) rig.stage().getScene().lookup("#connections-detail");
  }
}
